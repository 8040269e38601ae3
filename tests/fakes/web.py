"""A small HTTP/1.1 server that can also misbehave: hang, or reset a connection.

`http.server` needs a thread per connection and cannot reset; this one serves thousands at once.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

MOST_HEADERS = 64 * 1024
REASONS = {200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized"}


class Reset(Exception):
    """Break the connection off with a TCP reset, without an answer."""


@dataclass(frozen=True)
class Request:
    """What was asked. Header names are in lower case; `query` and `form` keep their order."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> dict[str, Any]:
        """The body as JSON; an empty one is an empty object."""
        return json.loads(self.body or b"{}")


@dataclass(frozen=True)
class Answer:
    """What is answered. `body` is sent as JSON unless it is bytes."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    then_close: bool = False  # without a word, as a server does that is tired of waiting

    def encode(self) -> bytes:
        """The bytes of the whole answer."""
        is_raw = isinstance(self.body, bytes)
        body = self.body if is_raw else json.dumps(self.body).encode()
        headers = {
            "Content-Type": "text/html" if is_raw else "application/json",
            "Content-Length": str(len(body)),
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body


Handler = Callable[[Request], Awaitable[Answer]]


async def serve(handler: Handler, port: int) -> asyncio.Server:
    """Listen on this machine; port 0 takes a free one."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _read(reader):
                answer = await handler(request)
                writer.write(answer.encode())
                await writer.drain()
                if answer.then_close:
                    return
        except Reset:
            linger_not = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, linger_not
            )
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # whoever asked is gone, perhaps in the middle of a word
        finally:
            writer.close()

    return await asyncio.start_server(talk, "127.0.0.1", port, limit=MOST_HEADERS, backlog=1024)


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """The next request of a connection; None when it cannot be one.

    Raises: IncompleteReadError when the other side closes, between two requests or within one.
    """
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.LimitOverrunError:
        return None
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _version = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in _parts(lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    asked = urlsplit(target)
    query = dict(parse_qsl(asked.query, keep_blank_values=True))
    return Request(method, asked.path, query, headers, body)


def _parts(lines: list[str]) -> list[tuple[str, str, str]]:
    return [line.partition(":") for line in lines]
