"""One paper: its text on the left with every figure a link, the figures on the right; versions below; PDF and Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.bulletins.body import Link, Paragraph, Piece, Table, blanks, numbered, typed
from nuanxin.command.bulletins.counting.scope import period
from nuanxin.command.bulletins.figures import Figure
from nuanxin.command.bulletins.issuing import preview
from nuanxin.command.bulletins.models import Bulletin, BulletinVersion
from nuanxin.command.bulletins.outline import outline
from nuanxin.command.bulletins.seeing import may_draft, seen_bulletin
from nuanxin.command.bulletins.versions import difference
from nuanxin.command.bulletins.writing import body_of, count_again, figures_of, latest, version_of
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.bulletins.listing import standing
from nuanxin.web.officer.gate import me, officer_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Shown:
    """A run of text, perhaps a figure with the address of its rows."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph as shown."""

    key: str
    level: int
    number: str
    pieces: tuple[Shown, ...]
    by_hand: bool
    typed: tuple[str, ...]
    blank: bool


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def bulletin(request: HttpRequest, number: int) -> HttpResponse:
    """The paper as it stands, or as an earlier version had it (?version=)."""
    found = seen_bulletin(me(request), number)
    last = latest(found)
    asked = request.GET.get("version", "")
    version = version_of(found, int(asked)) if asked.isdecimal() else last
    before = found.versions.filter(number=version.number - 1).first()
    figures = figures_of(version)
    may_write = found.paper is None and version == last and may_draft(me(request), found.unit)
    context = {
        "found": found,
        "name": outline(found.kind).name,
        "period": period(found.start, found.end),
        "standing": standing(found),
        "version": version,
        "last": last,
        "may_write": may_write,
        "may_void": bool(found.paper and found.paper.status == Paper.Status.ISSUED and may_draft(me(request), found.unit)),
        "lines": _lines(found, version, figures),
        "tables": _tables(found, version, figures),
        "figures": [(one, figure_url(found, version, one)) for one in figures.values() if "." not in one.key],
        "moved": difference(before, version).figures if before else [],
        "blanks": blanks(body_of(version)),
        "versions": found.versions.order_by("-number").select_related("by"),
        "crumbs": _crumbs(found),
    }  # fmt: skip
    return render(request, "officer/bulletins/page.html", context)


def _crumbs(found: Bulletin) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("通报与报告", reverse("officer:bulletins")), (outline(found.kind).name, "")]  # fmt: skip


def figure_url(found: Bulletin, version: BulletinVersion, figure: Figure) -> str:
    """Where the figure opens."""
    return reverse("officer:bulletin_figure", args=[found.pk, version.number, figure.key])


def _shown(found: Bulletin, version: BulletinVersion, figures: dict[str, Figure], run: Any) -> tuple[Shown, ...]:
    def one(piece: Piece) -> Shown:
        if not isinstance(piece, Link):
            return Shown(piece)
        figure = figures[piece.figure]
        return Shown(figure.printed, figure_url(found, version, figure), figure.label)

    return tuple(one(piece) for piece in run)


def _lines(found: Bulletin, version: BulletinVersion, figures: dict[str, Figure]) -> list[Line]:
    body = body_of(version)
    numbers = {paragraph.key: number for paragraph, number in numbered(body)}
    return [
        Line(
            one.key,
            one.level,
            numbers.get(one.key, ""),
            _shown(found, version, figures, one.pieces),
            one.by_hand,
            tuple(typed(one.pieces)) if one.by_hand else (),
            any("【" in piece for piece in one.pieces if isinstance(piece, str)),
        )
        for one in body
        if isinstance(one, Paragraph)
    ]


def _tables(found: Bulletin, version: BulletinVersion, figures: dict[str, Figure]) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "head": one.head,
            "rows": [[_shown(found, version, figures, cell) for cell in row] for row in one.rows],
        }
        for one in body_of(version)
        if isinstance(one, Table)
    ]


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_count(request: HttpRequest, number: int) -> HttpResponse:
    """Count again; the page says which figures moved."""
    found = seen_bulletin(me(request), number)
    return press(
        request,
        lambda: count_again(bulletin=found, by=me(request), on=occasion.today()),
        back_url=reverse("officer:bulletin", args=[found.pk]),
        done="已重新取数。人工写的文字保留，有变化的数列在页首。",
    )


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def bulletin_copy(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """PDF or Word: of the issued paper, else of the draft, marked as such."""
    found = seen_bulletin(me(request), number)
    paper = found.paper or preview(found, latest(found))
    if kind == "pdf":
        answer = HttpResponse(pdf_of(paper), content_type="application/pdf")
    elif kind == "docx":
        answer = HttpResponse(docx_of(paper), content_type=WORD)
    else:
        raise NotFound("没有找到这种文件", why=f"只有 pdf 和 docx，没有 {kind}", remedy="请从公文页面下载")
    answer["Content-Disposition"] = (
        f'{"inline" if kind == "pdf" else "attachment"}; filename="bulletin-{found.pk}.{kind}"'
    )
    return answer
