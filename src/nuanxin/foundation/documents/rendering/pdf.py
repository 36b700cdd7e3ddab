"""A Sheet as PDF by typst. The same Sheet with the same typefaces gives the same bytes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import segno
import typst

from nuanxin.foundation.documents.rendering.typefaces import chosen, faces
from nuanxin.foundation.documents.wording.composing import Sheet

_LAYOUT = Path(__file__).resolve().parent / "paper.typ"


def render_pdf(sheet: Sheet, *, fonts_folder: Path, system_fonts: bool = True) -> bytes:
    """PDF bytes. Text goes to typst as data (JSON in sys.inputs), so that nothing typed can act as markup.

    `fonts_folder`: the agency's own typefaces, may be missing. Refusal when there is no Chinese typeface at all.
    """
    found = faces(fonts_folder, system_fonts)
    inputs = {
        "sheet": json.dumps(sheet.as_dict(), ensure_ascii=False),
        "fonts": json.dumps(chosen(found, fonts_folder), ensure_ascii=False),
        "qr": qr_svg(sheet.qr) if sheet.qr else "",
    }
    pdf: bytes = typst.compile(_LAYOUT, root=_LAYOUT.parent, font_paths=found, sys_inputs=inputs, timestamp=0)
    return pdf


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
