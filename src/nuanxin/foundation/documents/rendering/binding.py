"""Many files as one volume in PDF: cover, index with page numbers and digests, bookmarks. Nothing is drawn anew: leaves stay as they are."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.rendering.typefaces import chosen, faces

_LAYOUT = Path(__file__).resolve().parent / "binding.typ"
_PICTURES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}
_MOST_PAGES = 2000  # of one leaf
_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


@dataclass(frozen=True)
class Leaf:
    """One file of the volume. number: 文号 or where it came from; day: ISO text; ours: a PDF that this house made."""

    title: str
    number: str
    day: str
    content: bytes
    media_type: str = "application/pdf"
    ours: bool = False
    why_not: str = ""  # why the file itself is not at hand; then `digest` is what is on record of it
    digest: str = ""


def bind(
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
    leaves: Sequence[Leaf],
    fonts_folder: Path,
    system_fonts: bool = True,
) -> bytes:
    """PDF bytes of the volume. What cannot stand on paper (sound, film, broken or locked PDF) is in the index with the reason."""
    found = faces(fonts_folder, system_fonts)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        volume = {
            "title": title,
            "facts": [list(row) for row in facts],
            "leaves": [_laid(leaf, number, here) for number, leaf in enumerate(leaves)],
        }
        (here / "volume.typ").write_text(_LAYOUT.read_text(encoding="utf-8"), encoding="utf-8")
        inputs = {
            "volume": json.dumps(volume, ensure_ascii=False),
            "fonts": json.dumps(chosen(found, fonts_folder), ensure_ascii=False),
        }
        made: bytes = typst.compile(here / "volume.typ", root=here, font_paths=found, sys_inputs=inputs, timestamp=0)
    return made


def _laid(leaf: Leaf, number: int, here: Path) -> dict[str, object]:
    """The leaf's file beside the layout, and what the index says of it."""
    ending = ".pdf" if leaf.media_type == "application/pdf" else _PICTURES.get(leaf.media_type, "")
    pages, why, kind = 0, "", "pdf" if ending == ".pdf" else "picture"
    path = here / f"{number:04d}{ending or '.bin'}"
    if leaf.why_not:
        why = f"{leaf.why_not}，没有并入"
    elif ending:
        path.write_bytes(leaf.content)
        pages = _page_count(path, leaf, here) if kind == "pdf" else int(_opens(path, 0, here))
        why = "" if pages else "文件损坏、加密或者页数过多，没有并入，见原件"
    else:
        why = "这种文件（录音、录像等）不能排入PDF，没有并入，见原件"
    digest = leaf.digest or sm3(leaf.content).hex()
    return {
        "title": leaf.title,
        "number": leaf.number or "—",
        "day": leaf.day,
        "digest": " ".join(digest[at : at + 16] for at in range(0, 64, 16)),
        "pages": pages,
        "kind": kind,
        "file": path.name,
        "why": why,
    }


def _page_count(path: Path, leaf: Leaf, here: Path) -> int:
    """How many pages a PDF has; 0 where it cannot be opened. Other people's files are tried, not believed."""
    said = [int(a or b) for a, b in _COUNT.findall(leaf.content)]
    guess = max(said, default=0)
    if leaf.ours and guess:
        return guess
    if guess and _opens(path, guess, here) and not _opens(path, guess + 1, here):
        return guess
    if not _opens(path, 1, here):
        return 0
    low, high = 1, 2
    while high <= _MOST_PAGES and _opens(path, high, here):
        low, high = high, high * 2
    if high > _MOST_PAGES:
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _opens(path, middle, here) else (low, middle)
    return low


def _opens(path: Path, page: int, here: Path) -> bool:
    """Whether that page (0: a picture) can be set."""
    which = f", page: {page}" if page else ""
    trial = here / "trial.typ"
    trial.write_text(f'#set page(width: auto, height: auto)\n#image("{path.name}"{which})', encoding="utf-8")
    try:
        typst.compile(
            trial, root=here, ignore_system_fonts=True
        )  # no letter is set: looking for typefaces is what costs
    except (RuntimeError, typst.TypstError):
        return False
    return True
