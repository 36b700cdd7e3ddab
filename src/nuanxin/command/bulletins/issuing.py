"""A bulletin becomes a paper: number, day and wording locked by the documents room; before that a preview of the same page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.command.bulletins.body import Table, blanks, numbered, text_of
from nuanxin.command.bulletins.from_rung import tell_subject
from nuanxin.command.bulletins.models import Bulletin, BulletinVersion
from nuanxin.command.bulletins.outline import outline
from nuanxin.command.bulletins.seeing import must_draft
from nuanxin.command.bulletins.writing import body_of, figures_of, latest
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff

PAPER = "outlined_paper"


@transaction.atomic
def issue_bulletin(*, bulletin: Bulletin, version: int, signer: str, by: Staff, on: date) -> Paper:
    """The last version as official paper, signed off by the person named. Refusal while anything is left open."""
    must_draft(by, bulletin.unit, doing="制发")
    held = Bulletin.objects.select_for_update().select_related("unit").get(pk=bulletin.pk)
    last = latest(held)
    if held.paper_id is not None:
        raise Refusal("不能再次制发", why="这份公文已经制发", remedy="请打开已制发的公文")
    if last.number != version:
        raise Refusal("不能制发", why=f"您核对的是第{version}稿，现在是第{last.number}稿", remedy="请重新核对后制发")
    if left := [*blanks(body_of(last)), *(one for one in last.head.values() if "【" in one)]:
        raise Refusal("不能制发", why=f"还有没有填写的内容：{'、'.join(left)}", remedy="请在正文中填写或删去")
    if not signer.strip():
        raise Refusal("不能制发", why="没有写明签发人", remedy="请填写签发本公文的负责人姓名")
    fields = fields_of(held, last)
    if outline(held.kind).up:
        fields["signer"] = signer.strip()
    paper = issue_paper(kind=PAPER, about=held, fields=fields, unit=held.unit, by=by, on=on)
    held.paper = bulletin.paper = paper
    held.save(update_fields=["paper"])
    details = {"number": paper.number, "version": last.number, "signer": signer.strip()}
    record("issue_bulletin", about=held, by=by, details=details)
    tell_subject(held, paper)
    return paper


@transaction.atomic
def void_bulletin(*, bulletin: Bulletin, reason: str, by: Staff, on: date) -> Paper:
    """Declare the issued paper void; the number stays used, a correction is drafted anew."""
    must_draft(by, bulletin.unit, doing="作废")
    if bulletin.paper is None:
        raise Refusal("不能作废", why="这份公文还没有制发", remedy="草稿可以直接修改")
    return void_paper(paper=bulletin.paper, reason=reason, by=by, on=on)


def preview(bulletin: Bulletin, version: BulletinVersion) -> Paper:
    """The draft as it would be printed; a paper that is nowhere kept."""
    paper = Paper(
        kind=PAPER,
        title=version.head["heading"],
        unit=bulletin.unit,
        drafted_on=version.counted_on,
        open_mark=Paper.OpenMark.ON_REQUEST,
    )
    paper.fields = fields_of(bulletin, version)
    return paper


def fields_of(bulletin: Bulletin, version: BulletinVersion) -> dict[str, Any]:
    """What is printed: every paragraph with its number, every annex as text."""
    figures, body = figures_of(version), body_of(version)
    lines = [f"{number}{text_of(paragraph.pieces, figures)}" for paragraph, number in numbered(body)]
    annexes = [
        {
            "title": one.title,
            "head": list(one.head),
            "rows": [[text_of(cell, figures) for cell in row] for row in one.rows],
        }
        for one in body
        if isinstance(one, Table)
    ]
    return {**{key: text for key, text in version.head.items() if text}, "body": lines, "annexes": annexes}
