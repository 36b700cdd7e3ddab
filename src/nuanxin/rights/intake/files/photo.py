"""A photo without its traces: place, time, telephone and owner's name are cut out of a JPEG, the picture stays as it is.

The segments before the picture data are walked; what is not needed to show it goes (APP1 EXIF and XMP, APP2 but the
colour profile, APP13, comments). The way up is kept, in an EXIF of nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xD8, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length


class NotAPhoto(ValueError):
    """The bytes do not walk as a JPEG."""


def without_traces(jpeg: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC and comments. Raises NotAPhoto."""
    out = [b"\xff\xd8"]
    turned = 1
    kept: list[bytes] = []
    for marker, segment, rest in _segments(jpeg):
        if marker == _SOS:
            kept.append(rest)
            break
        if marker == _APP1 and segment[4:10] == _EXIF:
            turned = _orientation(segment[10:]) or turned
        if _needed(marker, segment):
            kept.append(segment)
    else:
        raise NotAPhoto("没有图像数据")
    if turned != 1:
        out.append(_only_orientation(turned))
    return b"".join([*out, *kept])


def _needed(marker: int, segment: bytes) -> bool:
    """Picture segments, JFIF, the colour profile and Adobe's colour transform; no other application data."""
    if marker == _APP2:
        return segment[4:16] == b"ICC_PROFILE\x00"
    if marker in (_APP0, _APP14):
        return segment[4:8] in (b"JFIF", b"Adob")
    return not (_APP0 < marker <= _APP15 or marker == _COMMENT)


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, the segment with its marker and length, everything from here on)."""
    if jpeg[:2] != b"\xff\xd8":
        raise NotAPhoto("不是 JPEG")
    at = 2
    while at + 4 <= len(jpeg):
        start = at
        if jpeg[at] != 0xFF:
            raise NotAPhoto("分段标记不对")
        while at < len(jpeg) and jpeg[at] == 0xFF:  # fill bytes are allowed
            at += 1
        if at >= len(jpeg):
            break
        marker = jpeg[at]
        at += 1
        if marker in _ALONE:
            yield marker, jpeg[start:at], jpeg[start:]
            continue
        length = int.from_bytes(jpeg[at : at + 2], "big")
        if length < 2 or at + length > len(jpeg):
            raise NotAPhoto("分段长度不对")
        yield marker, b"\xff" + bytes([marker]) + jpeg[at : at + length], jpeg[start:]
        at += length


def _orientation(tiff: bytes) -> int | None:
    """Tag 0x0112 of the first directory, 1 to 8; None where it cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return None
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for n in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * n)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _only_orientation(turned: int) -> bytes:
    """An APP1 segment that says which way is up and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    body = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
