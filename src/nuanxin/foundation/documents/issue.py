"""Drafting, issuing and voiding papers. The calling room checks the right to do so: these acts know papers, not files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models, transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.models import Paper, canonical_json
from nuanxin.foundation.documents.numbering import number_text, take_number
from nuanxin.foundation.documents.wording.composing import Figures, Sheet, compose
from nuanxin.foundation.documents.wording.figures import figures_on
from nuanxin.foundation.documents.wording.templates import Template, template
from nuanxin.foundation.organisations.models import Staff, Unit

About = models.Model | tuple[str, int]


@transaction.atomic
def draft_paper(
    *,
    kind: str,
    about: About,
    fields: Mapping[str, Any],
    unit: Unit,
    by: Staff,
    on: date,
    supersedes: Paper | None = None,
    open_mark: str = "",
) -> Paper:
    """Keep a draft, complete or not. It has no number; `supersedes` names the paper that it corrects.

    The calling room has checked that `by` may draft this paper.
    """
    whole = template(kind)
    about_kind, about_id = _about(about)
    paper = Paper(
        kind=kind,
        title=_title(whole, fields),
        unit=unit,
        about_kind=about_kind,
        about_id=about_id,
        open_mark=open_mark or whole.open_mark,
        supersedes=supersedes,
        drafted_on=on,
        drafted_by=by,
    )
    paper.fields = dict(fields)
    paper.save()
    record("draft_paper", about=paper, by=by, details={"kind": kind, "about": [about_kind, about_id]})
    return paper


@transaction.atomic
def revise_draft(*, paper: Paper, fields: Mapping[str, Any], by: Staff, on: date) -> Paper:
    """Change a draft's fields; Refusal once it is issued. The calling room has checked the right."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.status != Paper.Status.DRAFT:
        raise Refusal(f"{paper}已制发，不能修改", remedy="作废后另行制发，或者制发更正文书")
    paper.fields = dict(fields)
    paper.title = _title(template(paper.kind), fields)
    paper.save()
    record("revise_draft", about=paper, by=by, details={"on": on, "changed_fields": sorted(fields)})
    return paper


@transaction.atomic
def issue_paper(
    *,
    kind: str,
    about: About,
    fields: Mapping[str, Any],
    unit: Unit,
    by: Staff,
    on: date,
    supersedes: Paper | None = None,
    open_mark: str = "",
) -> Paper:
    """Draft and issue in one step: number, wording and digest are locked. Refusal names every lawful field missing.

    The calling room has checked that `by` may sign this paper for `unit`.
    """
    paper = draft_paper(
        kind=kind, about=about, fields=fields, unit=unit, by=by, on=on, supersedes=supersedes, open_mark=open_mark
    )
    return issue_draft(paper=paper, by=by, on=on)


@transaction.atomic
def issue_draft(*, paper: Paper, by: Staff, on: date) -> Paper:
    """Give the number, fix wording and digest. Everything is checked before a number is taken."""
    paper = Paper.objects.select_for_update().select_related("unit").get(pk=paper.pk)
    if paper.status != Paper.Status.DRAFT:
        raise Refusal(f"{paper}不能再次制发", why=f"现在的状态是“{paper.get_status_display()}”")
    whole = template(paper.kind)
    sheet = _compose(paper, whole, day=on)
    if whole.number_word:
        _take(paper, whole, on)
        sheet = _compose(paper, whole, day=on)
    paper.wording = canonical_json(sheet.as_dict())
    paper.digest = sm3(paper.wording.encode()).hex()
    paper.status, paper.issued_on, paper.issued_by = Paper.Status.ISSUED, on, by
    paper.save()
    record("issue_paper", about=paper, by=by, details={"number": paper.number, "digest": paper.digest, "on": on})
    return paper


@transaction.atomic
def void_paper(*, paper: Paper, reason: str, by: Staff, on: date) -> Paper:
    """Declare an issued paper void; its number stays used and is listed. The calling room has checked the right."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.status != Paper.Status.ISSUED or paper.issued_on is None:
        raise Refusal(
            f"{paper}不能作废", why=f"现在的状态是“{paper.get_status_display()}”", remedy="只有已制发的文书可以作废"
        )
    if not reason.strip():
        raise Refusal(f"{paper}不能作废", why="没有写明作废理由", remedy="请写明理由，作废的文号将列入作废清单")
    if on < paper.issued_on:
        raise Refusal(f"{paper}不能作废", why="作废日期早于制发日期", remedy="请核对日期")
    paper.status, paper.voided_on, paper.voided_by, paper.void_reason = Paper.Status.VOIDED, on, by, reason.strip()
    paper.save()
    record("void_paper", about=paper, by=by, reason=paper.void_reason, details={"number": paper.number, "on": on})
    return paper


def sheet_of(paper: Paper) -> Sheet:
    """What is printed: an issued paper's locked wording (marked when void) with its 校验码, a draft's as it stands now."""
    if paper.wording is None and paper.status != Paper.Status.DRAFT:
        why = "保管期满，内容已经批准销毁；文号、日期和内容摘要保留"
        raise Refusal(f"{paper}不能打开", why=why, remedy="请查看销毁清册")
    if paper.wording is None:
        return _compose(paper, template(paper.kind), day=None, mark="草稿")
    sheet = replace(Sheet.from_dict(json.loads(paper.wording)), check=paper.digest[:8])
    return replace(sheet, mark="已作废") if paper.status == Paper.Status.VOIDED else sheet


def wording_is_intact(paper: Paper) -> bool:
    """Whether the locked wording still has the digest taken when it was issued."""
    return paper.wording is not None and sm3(paper.wording.encode()).hex() == paper.digest


def _take(paper: Paper, whole: Template, on: date) -> None:
    if not paper.unit.document_word:
        raise Refusal(
            f"《{whole.title}》不能编号",
            why=f"{paper.unit.name}没有设置机关代字",
            remedy="请系统管理员在单位信息中填写机关代字",
            cites="GB/T 9704-2012",
        )
    paper.series, paper.number_in_series = take_number(organ=paper.unit, kind=whole.number_word, year=on.year)
    paper.number = number_text(
        organ_word=paper.unit.document_word,
        number_word=whole.number_word,
        year=on.year,
        number=paper.number_in_series,
    )


def _compose(paper: Paper, whole: Template, *, day: date | None, mark: str = "") -> Sheet:
    figures: Figures = figures_on(day or paper.drafted_on, paper.unit.region_id)
    shown = paper.open_mark if whole.layout == "red_head" else ""
    return compose(
        whole=whole,
        fields=paper.fields,
        agency=paper.unit.name,
        number=paper.number,
        day=day,
        figures=figures,
        mark=mark,
        open_mark=Paper.OpenMark(shown).label if shown else "",
    )


def _title(whole: Template, fields: Mapping[str, Any]) -> str:
    return str(fields.get("heading") or whole.title) if "{" in whole.title else whole.title


def _about(about: About) -> tuple[str, int]:
    if isinstance(about, models.Model):
        return about._meta.label_lower, int(about.pk)
    return about
