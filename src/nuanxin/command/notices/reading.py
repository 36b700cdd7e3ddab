"""One text read into the schema of `read_notice`, with the place in the text behind every field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nuanxin.command.notices.fields import contacts, deadlines, indicators, opening, recurrences, tables, targets
from nuanxin.command.notices.fields.doubts import doubts_of
from nuanxin.command.notices.fields.ordered_work import TEXT_LENGTH, Task, tasks_of
from nuanxin.command.notices.fields.parts import Part, parts_of
from nuanxin.command.notices.forms.blank_forms import forms_of
from nuanxin.command.notices.layout.forwarding import forwarded_title, split_forwarded
from nuanxin.command.notices.layout.paragraphs import Paragraph, paragraphs
from nuanxin.command.notices.layout.skeleton import Annex, Skeleton, take_apart
from nuanxin.foundation.common.reading.official.bodies import body_list, names_of
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates

_DEEPEST = 3  # notices forwarded inside forwarded notices
_ROLES = re.compile(r"(?:主办|承办|协办|牵头|责任|组织|参加|实施)(?:单位|部门)[：:](?P<who>[^。；]+)")


@dataclass
class Reading:
    """What was needed to find the fields."""

    skeleton: Skeleton
    parts: list[Part]
    year: int | None
    period: opening.Period


def read_text(source: str) -> dict[str, Any]:
    """Every field of one notice text; `spans` are places in `source`."""
    return _read(paragraphs(source), depth=0)


def _read(lines: list[Paragraph], depth: int) -> dict[str, Any]:
    outer, inner = split_forwarded(lines) if depth < _DEEPEST else (lines, None)
    skeleton = take_apart(outer)
    parts = parts_of(skeleton)
    guess = opening.period_of(skeleton, parts, None)
    year = opening.year_of(skeleton, guess.passage)
    reading = Reading(skeleton, parts, year, opening.period_of(skeleton, parts, year))
    body, due = _body_fields(reading)
    result = _head_fields(reading) | body
    result["truncated"] = _truncated(skeleton, outer)
    if inner is not None:
        result["forwarded"] = _read(inner, depth + 1)
    result["doubts"] = doubts_of(result, skeleton, parts, due, reading.period, year)
    return result


def _head_fields(reading: Reading) -> dict[str, Any]:
    skeleton, head = reading.skeleton, reading.skeleton.head
    forwards = forwarded_title(head)
    result: dict[str, Any] = {
        "title": head.title.printed() if head.title else None,
        "issuer": [p.printed() for p in opening.issuers(skeleton)],
        "document_number": _number(skeleton),
        "issued_on": _issued_on(skeleton),
        "recipients": _recipients(skeleton),
        "basis": [text for _, text in opening.basis(skeleton, forwards)],
        "forwards": forwards,
        "period": {
            "start": reading.period.start,
            "end": reading.period.end,
            "text": reading.period.passage.printed() if reading.period.passage else None,
        },
        "goals": [p.printed() for p in opening.goals(reading.parts)],
    }
    result["spans"] = {
        "title": head.title.span() if head.title else None,
        "recipients": head.recipients.span() if head.recipients else None,
        "period": reading.period.passage.span() if reading.period.passage else None,
        "document_number": head.number.span() if head.number else None,
        "issued_on": skeleton.issued_on.span() if skeleton.issued_on else None,
        "issuer": [p.span() for p in opening.issuers(skeleton)],
        "basis": [p.span() for p, _ in opening.basis(skeleton, forwards)],
        "goals": [p.span() for p in opening.goals(reading.parts)],
    }
    return result | _extras(skeleton)


def _extras(skeleton: Skeleton) -> dict[str, Any]:
    """Keys that are there only if the text states them."""
    extras: dict[str, Any] = {}
    published = skeleton.head.meta.get("发布日期") or skeleton.head.meta.get("发布时间")
    if published and (dates := prose_dates(published.text, year=None)):
        extras["published_on"] = dates[0].first
    if skeleton.annex_titles:
        extras["annexes"] = [p.printed() for p in skeleton.annex_titles]
    if skeleton.copies_to:
        text = skeleton.copies_to.text
        extras["copies_to"] = list(names_of(text[text.index("：") + 1 :]))
    if skeleton.openness:
        extras["openness"] = skeleton.openness.printed()
    return extras


def _number(skeleton: Skeleton) -> str | None:
    head = skeleton.head
    if head.number is not None:
        return head.number.printed()
    stated = head.meta.get("文号") or head.meta.get("发文字号")
    return stated.printed() or None if stated else None


def _issued_on(skeleton: Skeleton) -> str | None:
    stated = skeleton.issued_on or next(
        (skeleton.head.meta[k] for k in ("成文日期", "印发日期") if k in skeleton.head.meta), None
    )
    dates = prose_dates(stated.text, year=None) if stated else []
    return dates[0].first if dates else None


def _recipients(skeleton: Skeleton) -> list[str]:
    return list(names_of(skeleton.head.recipients.text)) if skeleton.head.recipients else []


def _body_fields(reading: Reading) -> tuple[dict[str, Any], list[deadlines.Deadline]]:
    """The fields of the body, and its deadlines as they were found."""
    addressed = frozenset(_recipients(reading.skeleton))
    due: list[deadlines.Deadline] = []
    begins = _issued_on(reading.skeleton) or reading.period.start
    tasks: list[Task] = []
    for part in reading.parts:
        found = deadlines.deadlines_of(part, year=reading.year, period=reading.period.passage, not_before=begins)
        due += found
        tasks += tasks_of(part, addressed, frozenset(i for d in found for i in d.passage.where))
    rows = [row for table in _tables(reading.skeleton) for row in tables.task_rows(table, reading.year)]
    aims = targets.without_repetitions([t for p in reading.parts for t in targets.targets_of(p, year=reading.year)])
    often = [r for p in reading.parts for r in recurrences.recurrences_of(p, year=reading.year)]
    counted = [i for p in reading.parts for i in indicators.indicators_of(p)]
    result: dict[str, Any] = {
        "targets": [_target(t) for t in aims],
        "sections": [_section(reading, i) for i in range(len(reading.skeleton.items))],
        "tasks": [_task(t, due) for t in tasks] + [row.as_task() for row in rows],
        "deadlines": [_deadline(d, tasks) for d in due] + [d for row in rows for d in row.deadlines],
        "recurrences": [_recurrence(r) for r in often],
        "indicators": [{"name": i.name, "unit": i.unit, "span": i.passage.span()} for i in counted],
        "forms": [vars(form) for annex in _form_annexes(reading.skeleton) for form in forms_of(annex)],
        "contacts": [_contact(c) for c in contacts.contacts_of(_contact_blocks(reading.skeleton))],
    }
    result["named_units"] = _named_units(result["tasks"], reading)
    return result, due


def _tables(skeleton: Skeleton) -> list[list[Paragraph]]:
    in_annexes = [[p for p in annex.paragraphs if p.cells] for annex in skeleton.annexes]
    return [table for table in [*skeleton.tables, *in_annexes] if table]


def _form_annexes(skeleton: Skeleton) -> list[Annex]:
    """Blank tables stand in annexes, or in the text itself."""
    return [*(Annex(None, table) for table in skeleton.tables), *skeleton.annexes]


def _contact_blocks(skeleton: Skeleton) -> list[Passage]:
    told = [p for p in [*skeleton.opening, *skeleton.closing] if re.search(r"联系|电话|邮箱", p.text)]
    inside = [
        s
        for item in skeleton.items
        for p in item.body
        for s in p.sentences()
        if re.search(r"联系人[：:及]|电话：(?=0)|(?:请|可)与.{4,30}联系", s.text)
    ]
    ways = [
        p.cut(at.start()) for item in skeleton.items for p in item.body if (at := re.search(r"联系方式[：:]", p.text))
    ]
    return told + inside + ways + [p.passage for p in skeleton.contacts]


def _section(reading: Reading, index: int) -> dict[str, Any]:
    item = reading.skeleton.items[index]
    heading = item.heading.printed() if item.heading else None
    return {"number": item.number, "heading": heading, "level": item.level, "span": item.mark.span()}


def _task(task: Task, due: list[deadlines.Deadline]) -> dict[str, Any]:
    inside = {i for s in task.sentences for i in s.where}
    dates = [d.date for d in due if d.date and d.place in inside]
    return {
        "section": task.section,
        "text": task.passage.printed(0, TEXT_LENGTH),
        "units": task.units,
        "due": max(dates) if dates else None,
        "span": [task.passage.span()[0], task.sentences[-1].span()[1]],
    }


def _deadline(d: deadlines.Deadline, tasks: list[Task]) -> dict[str, Any]:
    sentence = d.sentence.text
    receiver = _RECEIVER.search(sentence)
    toward = re.search(r"向(?P<to>[^，。；]{2,30}?)(?:报送|报告|提交|反馈|上报)", sentence)
    giver = next((t for t in tasks if set(d.passage.where) & {i for s in t.sentences for i in s.where}), None)
    mailed = _MAILED.search(sentence)
    to = mailed or toward or receiver
    result = {
        "text": d.text,
        "date": d.date,
        "relative": d.relative,
        "what": _what(d, to.group("to") if to else ""),
        "from": giver.units[0] if giver and giver.units else None,
        "to": to.group("to") if to and (mailed or body_list(to.group("to"), alone=True)) else None,
        "span": d.passage.span(),
    }
    return result | ({"start": d.start} if d.start else {})


_RECEIVER = re.compile(
    r"(?:报送?|上报|送|提交|反馈|发送|交(?!通)|抄送)(?:至|给|到)?(?P<to>[^，。；（]{2,30}?)(?=，|。|；|（|$)"
)
_MAILED = re.compile(r"至(?P<to>我[办厅局委部处][^，。；（]{0,6}?|指定邮箱)(?=，|。|；|（|$)")
# 分别于1月3日、2月6日前报送: the other day is no part of what is done.
_NEXT_DAY = re.compile(r"^(?:[、和及]|以及)(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:之?前|以前)?")


def _what(d: deadlines.Deadline, to: str) -> str:
    text, own = d.sentence.text, d.passage.text
    place = text.find(own)
    behind = re.split(r"[，。；]", _NEXT_DAY.sub("", text[place + len(own) :]).lstrip("，"))[0]
    before = re.split(r"[，。；]", text[:place].rstrip("，"))[-1]
    behind = behind.removesuffix(f"至{to}") if to and not behind.startswith("将") else behind
    verb = behind.removesuffix(to).rstrip("至给到") if to else ""
    fronted = text[:place].split("，")[0]
    if before == "请" and verb in ("报送", "上报", "提交", "反馈") and len(fronted) > 1:
        return verb + fronted  # 有关工作情况和成效，请于12月10日前报送省厅: what is sent stands before the day
    return re.sub(r"^(?:请|于|在)|(?:请|于|在|将)$", "", behind if len(behind) >= 4 else before + behind)


def _target(t: targets.Target) -> dict[str, Any]:
    result = {
        "text": t.passage.printed(),
        "subject": t.subject,
        "comparison": {"change": "increase"}.get(t.comparison, t.comparison),
        "value": t.value,
        "unit": t.unit,
        "base": t.base,
        "span": t.passage.span(),
    }
    return result | ({"by": t.by} if t.by else {})


def _recurrence(r: recurrences.Recurrence) -> dict[str, Any]:
    result = {"text": r.passage.printed(), "what": r.what, "every": r.every, "span": r.passage.span()}
    return result | ({"until": r.until} if r.until else {})


def _contact(c: contacts.Contact) -> dict[str, Any]:
    result = {"name": c.name, "phone": c.phone, "email": c.email, "span": c.passage.span()}
    return result | ({"unit": c.unit} if c.unit else {})


def _named_units(tasks: list[dict[str, Any]], reading: Reading) -> list[str]:
    names = [unit for task in tasks for unit in task["units"]]
    for passage in reading.skeleton.everything():
        for found in _ROLES.finditer(passage.text):
            names += names_of(found["who"].strip("（）"))
    return list(dict.fromkeys(names))


def _truncated(skeleton: Skeleton, lines: list[Paragraph]) -> bool:
    """Begins or ends in the middle, or says 节选."""
    if skeleton.head.excerpt or not lines:
        return skeleton.head.excerpt
    first, last = lines[0].text, lines[-1].text
    begins = skeleton.head.title is None and ("》" in first.split("《")[0] or not re.match(r"[一第（1]", first))
    ends = len(last) > 30 and not lines[-1].cells and last[-1] not in "。；：！？”）…_" and not skeleton.signature
    return begins or ends
