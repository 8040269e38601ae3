"""A small IMAP server on this machine: one folder, as much of the protocol as we speak."""

from __future__ import annotations

import re
import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Mail:
    octets: bytes
    flags: set[str] = field(default_factory=set)


class Folder(socketserver.ThreadingTCPServer):
    """The messages by UID; `password` opens it, `refuses` is a command that it says no to."""

    daemon_threads = True

    def __init__(self, *octets: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails = {uid: Mail(one) for uid, one in enumerate(octets, start=7)}
        self.password = "geheim"
        self.refuses = ""

    def __enter__(self) -> Folder:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: Folder

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            name = command.removeprefix("UID ").partition(" ")[0]
            said_no = name == self.server.refuses or not self._answer(name, command)
            end = "NO refused" if said_no else f"OK {name} done"
            self.wfile.write(f"{tag} {end}\r\n".encode())
            if name == "LOGOUT":
                return

    def _answer(self, name: str, command: str) -> bool:
        """Write what comes before the last line; False to say no."""
        mails = self.server.mails
        match name:
            case "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            case "LOGIN":
                return command.endswith(f'"{self.server.password}"')
            case "SELECT":
                self.wfile.write(f"* {len(mails)} EXISTS\r\n".encode())
            case "SEARCH":
                largest = int(command.rpartition(" ")[2])
                fits = (uid for uid, mail in mails.items() if len(mail.octets) < largest)
                unseen = [str(uid) for uid in fits if r"\Seen" not in mails[uid].flags]
                self.wfile.write(f"* SEARCH {' '.join(unseen)}\r\n".encode())
            case "FETCH":
                octets = mails[int(command.split()[2])].octets
                head = f"* 1 FETCH (UID {command.split()[2]} BODY[] {{{len(octets)}}}\r\n"
                self.wfile.write(head.encode() + octets + b")\r\n")
            case "STORE":
                mails[int(command.split()[2])].flags |= set(re.findall(r"\\\w+", command))
            case "EXPUNGE":
                for uid in [uid for uid, mail in mails.items() if r"\Deleted" in mail.flags]:
                    del mails[uid]
            case "LOGOUT":
                self.wfile.write(b"* BYE\r\n")
        return True
