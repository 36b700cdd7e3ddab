"""A Sheet as PDF by typst. The same Sheet with the same typefaces gives the same bytes."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
import typst

from nuanxin.foundation.documents.rendering.typefaces import chosen, faces
from nuanxin.foundation.documents.wording.composing import Sheet

_LAYOUT = Path(__file__).resolve().parent / "paper.typ"


def render_pdf(sheet: Sheet, *, fonts_folder: Path, system_fonts: bool = True) -> bytes:
    """PDF bytes. Text goes to typst as data (JSON in sys.inputs), so that nothing typed can act as markup.

    `fonts_folder`: the agency's own typefaces, may be missing. Refusal when there is no Chinese typeface at all.
    """
    pdf: bytes = typst.compile(_LAYOUT, root=_LAYOUT.parent, timestamp=0, **_given(sheet, fonts_folder, system_fonts))
    return pdf


def _given(sheet: Sheet, fonts_folder: Path, system_fonts: bool) -> dict[str, Any]:
    found = faces(fonts_folder, system_fonts)
    inputs = {
        "sheet": json.dumps(sheet.as_dict(), ensure_ascii=False),
        "fonts": json.dumps(chosen(found, fonts_folder), ensure_ascii=False),
        "qr": qr_svg(sheet.qr) if sheet.qr else "",
    }
    return {"font_paths": found, "sys_inputs": inputs}


@dataclass(frozen=True)
class SealPlace:
    """Where the seal goes: between organ and date, in the middle of both; mm from the top left of that page (from 1)."""

    page: int
    pages: int
    x_mm: float
    y_mm: float


def seal_place(sheet: Sheet, *, fonts_folder: Path, system_fonts: bool = True) -> SealPlace | None:
    """Where the sheet's organ and date stand; None where the sheet carries no signature of the organ."""
    found = json.loads(
        typst.query(_LAYOUT, "<seal-place>", root=_LAYOUT.parent, **_given(sheet, fonts_folder, system_fonts))
    )
    if not found:
        return None
    value = found[0]["value"]
    return SealPlace(value["page"], value["pages"], float(value["x"]), float(value["y"]))


def qr_svg(text: str) -> str:
    """A QR code as SVG text; error correction M survives a creased or rained-on board."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """The same code as PNG, for Word."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", border=2, scale=8)
    return out.getvalue()
