"""What a clerk should look at again: what was taken from elsewhere, what stayed open, what was read in part. Never an invented value.

One entry for each kind of doubt, with the place of its first case: the list stands above the reading and has to stay short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from nuanxin.command.notices.fields.deadlines import Deadline, without_a_beginning
from nuanxin.command.notices.fields.opening import Period, periods_said
from nuanxin.command.notices.fields.parts import Part
from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.command.notices.layout.skeleton import Skeleton

Doubt = dict[str, Any]
_SHOWN = 3  # cases that are named in one sentence
_FIGURE = re.compile(r"(?:数|数量|人次|场次|金额|总额|额度|余额|工资|面积|率)$")
_DELIVERS = re.compile(r"报送|上报|提交|反馈|报至|填报")


def doubts_of(
    result: dict[str, Any],
    skeleton: Skeleton,
    parts: Sequence[Part],
    due: Sequence[Deadline],
    period: Period,
    year: int | None,
) -> list[Doubt]:
    """Every doubt of one notice (not of the one inside it), the most important first."""
    return [
        *_of_the_whole(result, skeleton, year),
        *_of_the_period(skeleton, parts, period, year),
        *_of_years(due, year),
        *_of_deadlines(result, parts),
        *_of_tables(result, skeleton),
        *_of_the_rest(result),
    ]


def _doubt(field: str, why: str, span: Sequence[int] | None = None) -> Doubt:
    return {"field": field, "why": why, "span": list(span) if span else None}


def _named(words: Sequence[str]) -> str:
    shown = "、".join(f"“{word}”" for word in list(dict.fromkeys(words))[:_SHOWN])
    return shown + (f"等{len(words)}处" if len(words) > _SHOWN else "")


def _of_the_whole(result: dict[str, Any], skeleton: Skeleton, year: int | None) -> Iterator[Doubt]:
    if skeleton.head.title is None:
        yield _doubt("title", "没有找到标题，原文可能不完整")
    if not skeleton.items:
        yield _doubt("sections", "没有找到带序号的段落")
    if result["truncated"]:
        yield _doubt("truncated", "原文像是节选，或者开头、结尾不完整，没有的部分没有读")
    if not result["issuer"]:
        yield _doubt("issuer", "没有读到发文机关")
    if result["issued_on"] is None and year is None:
        yield _doubt("issued_on", "没有读到成文日期，文中也没有可以推定年份的地方")


def _of_the_period(skeleton: Skeleton, parts: Sequence[Part], period: Period, year: int | None) -> Iterator[Doubt]:
    """Several times for one campaign; a time without days."""
    if period.passage is None:
        return
    span = period.passage.span()
    if period.start is None or period.end is None:
        yield _doubt("period", f"起止时间“{period.passage.printed()}”没有写明确的日期", span)
    others = [p for p in periods_said(skeleton, parts, year) if (p.start, p.end) != (period.start, period.end)]
    if others and others[0].passage is not None:
        both = f"“{period.passage.printed()}”和“{others[0].passage.printed()}”"
        yield _doubt("period", f"文中有两个起止时间：{both}，这里取的是前一个", others[0].passage.span())


def _of_years(due: Sequence[Deadline], year: int | None) -> Iterator[Doubt]:
    unknown = [d for d in due if d.date and d.date.startswith("--")]
    paper = [d for d in due if d.year == "paper"]
    after = [d for d in due if d.year == "after"]
    if unknown:
        yield _doubt("deadlines", f"{_named([d.text for d in unknown])}：文中没有写明年份", unknown[0].passage.span())
    if paper:
        said = f"{_named([d.text for d in paper])}没有写年份，按本通知的年份{year}年理解"
        yield _doubt("deadlines", said, paper[0].passage.span())
    if after:
        said = f"{_named([d.text for d in after])}没有写年份，按发文之后的{(after[0].date or '')[:4]}年理解"
        yield _doubt("deadlines", said, after[0].passage.span())


def _of_deadlines(result: dict[str, Any], parts: Sequence[Part]) -> Iterator[Doubt]:
    deadlines = result["deadlines"]
    nothing = [d for d in deadlines if not d["what"]]
    nobody = [d for d in deadlines if not d["from"]]
    nowhere = [d for d in deadlines if not d["to"] and _DELIVERS.search(f"{d['what']}")]
    for found, why in ((nothing, "没有读出要完成什么"), (nobody, "没有读出由谁完成"), (nowhere, "没有读出报给谁")):
        if found:
            yield _doubt("deadlines", f"{_named([d['text'] for d in found])}：{why}", found[0]["span"])
    open_ended = [passage for part in parts for passage in without_a_beginning(part)]
    if open_ended:
        said = _named([passage.printed() for passage in open_ended])
        yield _doubt("deadlines", f"{said}：没有写从什么时候算起，没有列为期限", open_ended[0].span())


def _of_tables(result: dict[str, Any], skeleton: Skeleton) -> Iterator[Doubt]:
    for form in result["forms"]:
        name = form["title"] or "没有表名的表"
        without = [c for c in form["columns"] if c["unit"] is None and _FIGURE.search(c["heading"])]
        if without:
            yield _doubt("forms", f"报表“{name}”的{_named([c['heading'] for c in without])}没有写单位", form["span"])
    blank = [tuple(form["span"]) for form in result["forms"]]
    worked = [tuple(task["span"]) for task in result["tasks"]]
    for table in _tables(skeleton):
        start, end = table[0].passage.span()[0], table[-1].passage.span()[1]
        if any(a < end and start < b for a, b in [*blank, *worked]):
            widths = {len(paragraph.cells) for paragraph in table}
            if len(widths) > 1:
                yield _doubt("forms", "有一张表各行的列数不一样，可能没有读全", [start, end])
        else:
            yield _doubt(
                "forms", f"有一张{len(table)}行的表，既不是空白报表，也不是任务分工表，没有读出内容", [start, end]
            )


def _tables(skeleton: Skeleton) -> Iterator[list[Paragraph]]:
    yield from (table for table in skeleton.tables if table)
    for annex in skeleton.annexes:
        rows = [paragraph for paragraph in annex.paragraphs if paragraph.cells]
        if rows:
            yield rows


def _of_the_rest(result: dict[str, Any]) -> Iterator[Doubt]:
    counted = [t for t in result["targets"] if t["unit"] is None and t["comparison"] not in ("zero", "all")]
    if counted:
        yield _doubt("targets", f"{_named([t['text'] for t in counted])}没有读出单位", counted[0]["span"])
    silent = [c for c in result["contacts"] if not c["phone"] and not c["email"]]
    if silent:
        yield _doubt(
            "contacts", f"联系单位或联系人{_named([c['name'] or '' for c in silent])}没有读出电话", silent[0]["span"]
        )
