"""A virus scanner that speaks clamd's INSTREAM: the file goes over a socket in pieces, the answer is one line.

The protocol is that of clamd(8): `zINSTREAM\\0`, then for each piece its length (4 bytes, big-endian) and the piece, then a
length of nought; the answer ends with a nought byte: `stream: OK`, `stream: NAME FOUND`, or a line that ends with ERROR.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PIECE = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerDown(Exception):
    """No answer, or none that says clean or found: the file stays unscanned and is tried again."""


@dataclass(frozen=True)
class Verdict:
    """`found`: the name of what was found; empty = nothing."""

    found: str = ""


@dataclass(frozen=True)
class Clamd:
    """Where it listens: `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`. `seconds`: how long one step may take."""

    address: str
    seconds: float = 10.0

    def scan(self, path: Path) -> Verdict:
        """Send the file and read the answer. Raises ScannerDown."""
        try:
            with self._connect() as line, path.open("rb") as file:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(PIECE):
                    line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
                return verdict_of(_answer(line))
        except OSError as broken:
            raise ScannerDown(f"{self.address}：{broken}") from broken

    def _connect(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            try:
                line.connect(self.address.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        host, port = host_and_port(self.address)
        return socket.create_connection((host, port), timeout=self.seconds)


def host_and_port(address: str) -> tuple[str, int]:
    """Of tcp://host:port; ValueError for anything else.

    >>> host_and_port("tcp://127.0.0.1:3310")
    ('127.0.0.1', 3310)
    """
    parts = urlsplit(address)
    if parts.scheme != "tcp" or not parts.hostname or not parts.port:
        raise ValueError(f"“{address}”不是 unix:路径，也不是 tcp://主机:端口")
    return parts.hostname, parts.port


def verdict_of(answer: str) -> Verdict:
    """Read the line. Pure; ScannerDown where it says neither clean nor found.

    >>> verdict_of("stream: Eicar-Test-Signature FOUND").found
    'Eicar-Test-Signature'
    """
    said = answer.strip("\0\r\n ").removeprefix("stream:").strip()
    if said == "OK":
        return Verdict()
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND").strip() or "未说明名称")
    raise ScannerDown(f"查毒程序回答：{said[:200] or '（空）'}")


def _answer(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        heard += piece
    return heard.decode("utf-8", "replace")
