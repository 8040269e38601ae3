"""A server of calendars with every bad habit there is, in a thread."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

CERTIFICATE = Path(__file__).with_name("agenda.example.pem")
"""Of the name agenda.example; signed by itself."""

MB = 1_000_000


class Handler(BaseHTTPRequestHandler):
    """Answers by the first part of the path, which is the name of the habit."""

    server: CalendarServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self):  # noqa: N802  named by http.server
        """One question."""
        self.close_connection = True
        self.server.asked.append((self.path, dict(self.headers)))
        with suppress(ConnectionError, ssl.SSLError):  # whoever asked went away
            getattr(self, self.path.strip("/").partition("/")[0].partition(".")[0])()

    def agenda(self):
        """The calendar of the test, with what is needed to ask whether it changed."""
        etag = f'"{hash(self.server.body)}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, None)
        else:
            self.answer(200, self.server.body, ETag=etag)

    def ingepakt(self):
        """The calendar of the test, packed."""
        self.answer(200, gzip.compress(self.server.body), Content_Encoding="gzip")

    def inlogpagina(self):
        """A page to log in."""
        self.answer(200, b"<!doctype html><title>Inloggen</title>" + b" " * 5000)

    def weg(self):
        """No longer shared."""
        self.answer(404, b"")

    def storing(self):
        """Out of order."""
        self.answer(500, self.server.body)

    def groot(self):
        """50 MB, and says so."""
        self.answer(200, None, Content_Length=str(50 * MB))
        self.pour(b"x" * MB, 50)

    def stroom(self):
        """50 MB, and does not say so."""
        self.answer(200, None, Transfer_Encoding="chunked")
        self.pour(b"%x\r\n%s\r\n" % (MB, b"x" * MB), 50)
        self.wfile.write(b"0\r\n\r\n")

    def bom(self):
        """50 MB of nothing, packed in 50 kB."""
        self.answer(200, gzip.compress(b"\n" * 50 * MB), Content_Encoding="gzip")

    def traag(self):
        """Nothing, for a long time."""
        self.server.patience()

    def druppel(self):
        """An answer that drips, so that no silence is ever long."""
        self.answer(200, None, Content_Length="100000")
        while not self.server.is_closing:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def half(self):
        """Half of what was promised."""
        self.answer(200, None, Content_Length=str(len(self.server.body)))
        self.wfile.write(self.server.body[:50])

    def afgebroken(self):
        """Breaks off with a reset."""
        self.answer(200, None, Content_Length="100000")
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def naar(self):
        """A redirect to what stands behind `naar/`."""
        self.answer(302, b"", Location=unquote(self.path.removeprefix("/naar/")))

    def rondje(self):
        """A redirect to itself."""
        self.answer(302, b"", Location=self.path)

    def stap(self):
        """So many redirects, then the calendar."""
        left = int(self.path.rpartition("/")[2])
        self.answer(307, b"", Location=f"/stap/{left - 1}" if left > 1 else "/agenda.ics")

    def answer(self, status: int, body: bytes | None, **headers: str) -> None:
        """A status, headers and a body; None leaves the body to the caller."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body or b"")

    def pour(self, piece: bytes, times: int) -> None:
        """Write a piece again and again."""
        for _ in range(times):
            self.wfile.write(piece)
            self.server.poured += len(piece)

    def log_message(self, *_words):
        """Say nothing."""


class CalendarServer(ThreadingHTTPServer):
    """Serves `body` at /agenda.ics. `asked` are the paths and headers of all questions."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *, tls: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.body = b""
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.poured = 0
        self.is_closing = False
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def host(self) -> tuple[str, int]:
        """Name and port, as the setting names an own server."""
        return "127.0.0.1", self.server_port

    def url(self, path: str = "agenda.ics") -> str:
        """The address of a habit."""
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def patience(self) -> None:
        """Wait until the test is over."""
        while not self.is_closing:
            time.sleep(0.05)

    def handle_error(self, request, client_address):
        """A connection that failed is what the test is about."""


@contextmanager
def calendar_server(*, tls: bool = False) -> Iterator[CalendarServer]:
    """A running server; it stops with the test."""
    with CalendarServer(tls=tls) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.is_closing = True
            server.shutdown()
            thread.join()
