"""A filled form as PDF on A4 landscape. The same figures with the same typefaces give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from nuanxin.command.reporting.forms import sheet
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.documents.rendering.typefaces import chosen, faces

_LAYOUT = Path(__file__).resolve().parent / "sheet.typ"


def pdf_bytes(filled: FilledForm, signature: sheet.Signature | None = None, *, fonts_folder: Path) -> bytes:
    """PDF of the form. `fonts_folder`: the agency's own typefaces, may be missing; Refusal without any Chinese typeface."""
    found = faces(fonts_folder, True)
    inputs = {
        "sheet": json.dumps(_printed(filled, signature or sheet.Signature()), ensure_ascii=False),
        "fonts": json.dumps(chosen(found, fonts_folder), ensure_ascii=False),
    }
    pdf: bytes = typst.compile(_LAYOUT, root=_LAYOUT.parent, font_paths=found, sys_inputs=inputs, timestamp=0)
    return pdf


def _printed(filled: FilledForm, signature: sheet.Signature) -> dict[str, Any]:
    form, shown = filled.form, filled.paper_rows
    return {
        "annex": form.annex,
        "title": form.title,
        "header": sheet.header_texts(filled, signature),
        "width": sheet.STUB_COLUMNS + len(form.columns),
        "head": [vars(cell) for cell in sheet.head_cells(form)],
        "heights": head_heights(form),
        "numbers": [form.stub.name, form.stub.number, *sheet.column_numbers(form)],
        "rows": [[row.name, str(row.number), *shown[key].values()] for key, row in form.rows.items()],
        "items_title": form.items_title,
        "lines": filled.lines,
        "footer": sheet.footer_texts(filled, signature),
        "remarks_title": form.remarks_title,
        "remarks": list(form.remarks),
        "basis": sheet.basis_text(filled),
    }


def head_heights(form: Form) -> list[int]:
    """Millimetres of each line of the head: the lowest holds the long names."""
    lines = sheet.head_lines(form)
    return [7, 9, 9][: max(lines - 1, 0)] + [17] * bool(lines)
