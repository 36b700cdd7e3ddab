"""The record of a draw as an issued paper: lists with their digest, seed, rule, what was drawn and who goes there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.watch.inspection.draw.drawing import RULE
from nuanxin.watch.inspection.draw.models import RandomDraw

KIND = "random_draw_record"


def draw_record(row: RandomDraw) -> Paper | None:
    """The issued record, where there is one."""
    return Paper.objects.filter(kind=KIND, about_kind="inspection.randomdraw", about_id=row.pk).last()


@transaction.atomic
def issue_record(*, drawing: RandomDraw, by: Staff, on: date) -> Paper:
    """Issue the record, once; asked again the same paper comes back."""
    row = RandomDraw.objects.select_for_update(of=("self",)).select_related("drawn_by").get(pk=drawing.pk)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=row.region_id), doing="制作抽取记录")
    if found := draw_record(row):
        return found
    if row.drawn_on is None or by.unit is None:
        raise Refusal("不能制作抽取记录", why="还没有抽取", remedy="抽取以后制作")
    return issue_paper(kind=KIND, about=row, fields=record_fields(row), unit=by.unit, by=by, on=on)


def record_fields(row: RandomDraw) -> dict[str, Any]:
    """What the paper says. Pure over the row."""
    held = row.lists
    names = {code: name for code, _, name, _ in held["candidates"]}
    people = dict(held["inspectors"])
    left = len(held["candidates"]) - len(held["excluded"])
    excluded = [f"{names.get(code, code)}：{why}" for code, why in held["excluded"]]
    conflicts = [f"{people[account]}—{names.get(code, code)}：{why}" for account, code, why in held["conflicts"]]
    return {
        "name": row.name,
        "document": row.document,
        "window": f"{row.first}至{row.last}",
        "candidates": f"{len(held['candidates'])}个，排除{len(held['excluded'])}个，参加抽取{left}个",
        "quotas": [f"{layer}：抽取{count}个" for layer, count in held["quotas"].items()],
        "excluded": excluded or {"none": "没有排除的对象"},
        "inspectors": "、".join(people.values()),
        "conflicts": conflicts or {"none": "没有回避情形"},
        "lists_digest": row.lists_digest,
        "locked_on": row.locked_on,
        "seed_from": row.seed_from,
        "seed": row.seed,
        "drawn_on": row.drawn_on,
        "drawn_by": row.drawn_by.name if row.drawn_by else "",
        "witness": row.witness,
        "rule": list(RULE),
        "drawn": [
            [str(number), names.get(code, code), code, layer, "、".join(people[one] for one in team), digest[:16]]
            for number, (code, layer, digest, team) in enumerate(row.result, 1)
        ],
        "result_digest": row.result_digest,
    }
