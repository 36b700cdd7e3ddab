"""What a file is, by its first bytes; its name and what the browser says about it are not asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 50 * 2**20  # bytes
HEAD = 64  # bytes that decide


@dataclass(frozen=True)
class FileKind:
    """Media type, group (image, audio, video, paper), usual ending."""

    media_type: str
    group: str
    ending: str


_JPEG = FileKind("image/jpeg", "image", ".jpg")
_BY_START = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind("image/png", "image", ".png")),
    (b"GIF87a", FileKind("image/gif", "image", ".gif")),
    (b"GIF89a", FileKind("image/gif", "image", ".gif")),
    (b"%PDF-", FileKind("application/pdf", "paper", ".pdf")),
    (b"OggS", FileKind("audio/ogg", "audio", ".ogg")),
    (b"ID3", FileKind("audio/mpeg", "audio", ".mp3")),
    (b"#!AMR", FileKind("audio/amr", "audio", ".amr")),
    (b"\x1aE\xdf\xa3", FileKind("video/webm", "video", ".webm")),
    (b"#!SILK", FileKind("audio/silk", "audio", ".silk")),
    (b"\x02#!SILK", FileKind("audio/silk", "audio", ".silk")),
)
_BY_RIFF = {
    b"WEBP": FileKind("image/webp", "image", ".webp"),
    b"WAVE": FileKind("audio/wav", "audio", ".wav"),
    b"AVI ": FileKind("video/x-msvideo", "video", ".avi"),
}
_MP4 = FileKind("video/mp4", "video", ".mp4")
_BY_BRAND = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"heif"), FileKind("image/heic", "image", ".heic")),
    **dict.fromkeys((b"M4A ", b"M4B "), FileKind("audio/mp4", "audio", ".m4a")),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6"), FileKind("video/3gpp", "video", ".3gp")),
    **dict.fromkeys((b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"), _MP4),
    b"qt  ": FileKind("video/quicktime", "video", ".mov"),
}
KINDS = tuple(
    {
        kind.media_type: kind for kind in [*(kind for _, kind in _BY_START), *_BY_RIFF.values(), *_BY_BRAND.values()]
    }.values()
)
ACCEPTED = "照片（JPG、PNG、HEIC、WebP、GIF）、录音（MP3、M4A、AMR、WAV、OGG）、视频（MP4、MOV、3GP、WebM、AVI）、PDF"


def kind_of(head: bytes) -> FileKind | None:
    """The kind by the first 64 bytes; None for everything that is not accepted."""
    for start, kind in _BY_START:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return _BY_RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BY_BRAND.get(head[8:12])
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
        return FileKind("audio/mpeg", "audio", ".mp3")  # a frame without tags: 11 bits of sync and a layer
    return None
