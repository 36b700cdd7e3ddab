"""Files on their way up: in pieces, resumed after a dropped link, kept outside the web root until the report is sent."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

MOST_BYTES = 50 * 2**20  # one file
MOST_FILES = 20  # one report
PIECE = 256 * 2**10  # bytes sent at once by worker.js: about ten seconds on a poor link
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True)
class Incoming:
    """A file on its way. `size`: bytes announced; `have`: bytes that arrived."""

    key: str
    name: str
    size: int

    @property
    def path(self) -> Path:
        return folder() / self.key

    @property
    def have(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def whole(self) -> bool:
        return self.size > 0 and self.have == self.size


def folder() -> Path:
    """Where the pieces lie."""
    place = Path(settings.MEDIA_ROOT) / "incoming"
    place.mkdir(parents=True, exist_ok=True)
    return place


def clean_name(name: str) -> str:
    """A file's name as shown: no path, no control signs, not longer than a line."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip()
    return plain[-80:] or "文件"


def announce(name: str, size: int) -> Incoming:
    """A new file is coming. ValueError (Chinese) where it is empty or too large."""
    if size <= 0:
        raise ValueError("文件是空的，请换一个")
    if size > MOST_BYTES:
        raise ValueError(f"文件太大，一个文件最多 {MOST_BYTES // 2**20} 兆；视频可以剪短一点再传")
    return Incoming(secrets.token_hex(16), clean_name(name), size)


def add_piece(file: Incoming, offset: int, pieces: Iterable[bytes]) -> int:
    """Write bytes at `offset`, which must be where the file ends now; how much is there after. Wrong offsets change nothing."""
    if not _KEY.fullmatch(file.key):
        raise ValueError("文件编号不对")
    with file.path.open("ab") as target:
        if target.tell() != offset:
            return target.tell()
        for piece in pieces:
            if target.tell() + len(piece) > file.size:
                raise ValueError("传来的内容比文件还长，请重新选一次")
            target.write(piece)
        return target.tell()


def drop(file: Incoming) -> None:
    """Throw away what arrived."""
    if _KEY.fullmatch(file.key):
        file.path.unlink(missing_ok=True)
