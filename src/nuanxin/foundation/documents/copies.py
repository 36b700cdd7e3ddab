"""Printing a paper: what is previewed is what is printed is what is kept, since all come from one Sheet."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.documents.rendering.pdf import SealPlace, render_pdf, seal_place
from nuanxin.foundation.documents.rendering.word import render_docx
from nuanxin.foundation.documents.serving import receipt_fields
from nuanxin.foundation.documents.wording.composing import compose
from nuanxin.foundation.documents.wording.figures import figures_on
from nuanxin.foundation.documents.wording.templates import template


def pdf_of(paper: Paper) -> bytes:
    """PDF bytes; drafts carry 草稿 and void papers 已作废 across the page. Typefaces: NUANXIN_HOME/fonts, then Noto."""
    return render_pdf(sheet_of(paper), fonts_folder=settings.NUANXIN_HOME / "fonts")


def seal_place_of(paper: Paper) -> SealPlace | None:
    """Where the organ's seal goes on the printed paper."""
    return seal_place(sheet_of(paper), fonts_folder=settings.NUANXIN_HOME / "fonts")


def receipt_pdf(service: ServiceOfPaper, *, servers: Sequence[str]) -> bytes:
    """The 送达回证 of one service as PDF, to be signed by hand; what is not yet known is said to be open."""
    paper = service.paper
    sheet = compose(
        whole=template("service_receipt"),
        fields=receipt_fields(service=service, servers=servers),
        agency=paper.unit.name,
        number="",
        day=service.sent_on,
        figures=figures_on(service.sent_on, paper.unit.region_id),
    )
    return render_pdf(sheet, fonts_folder=settings.NUANXIN_HOME / "fonts")


def docx_of(paper: Paper) -> bytes:
    """Word bytes with the same wording as `pdf_of`."""
    return render_docx(sheet_of(paper))
