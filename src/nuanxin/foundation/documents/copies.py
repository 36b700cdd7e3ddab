"""Printing a paper: what is previewed is what is printed is what is kept, since all come from one Sheet."""

from __future__ import annotations

from django.conf import settings

from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.documents.rendering.word import render_docx


def pdf_of(paper: Paper) -> bytes:
    """PDF bytes; drafts carry 草稿 and void papers 已作废 across the page. Typefaces: NUANXIN_HOME/fonts, then Noto."""
    return render_pdf(sheet_of(paper), fonts_folder=settings.NUANXIN_HOME / "fonts")


def docx_of(paper: Paper) -> bytes:
    """Word bytes with the same wording as `pdf_of`."""
    return render_docx(sheet_of(paper))
