"""The doors as Markdown, for the generated reference of the docs: what an expert checks without reading code."""

from __future__ import annotations

from datetime import date

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.advice.deciding import ONLY_ADVICE
from nuanxin.rights.advice.declared import Door, Times
from nuanxin.rights.advice.doors import DOORS
from nuanxin.rights.advice.facts import STATED, Facts, label_of, question_of


def doors_page() -> str:
    """All doors in the order in which advice lists them, and the questions that the adviser may ask."""
    times = Times(Law.load(), WorkingCalendar(), "000000")
    nobody = Facts(today=date(2000, 1, 3))
    ordered = sorted(DOORS, key=lambda door: door.place(nobody).order)
    lines = ["# Doors of the next-step adviser", "", ONLY_ADVICE, ""]
    lines += ["| 次序 | 途径 | 条件（依次询问） | 费用 | 找谁 | 依据 |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [_row(door, door.place(nobody).order, times) for door in ordered]
    lines += ["", "The order may change with the facts (an agreement in default, a side that is willing).", ""]
    lines += ["## Interplay", ""]
    lines += [f"- **{door.name}**：{one.text}（{times.cite(one.cites)}）" for door in ordered for one in door.interplay]
    lines += ["", "## Facts that somebody has to state", "", "| 事实 | 问法 |", "| --- | --- |"]
    return "\n".join(lines + [f"| {label_of(name)} | {question_of(name)}？ |" for name in STATED])


def _row(door: Door, order: int, times: Times) -> str:
    conditions = "；".join(f"{ask.says}（{times.cite(ask.cites)}）" if ask.cites else ask.says for ask in door.asks)
    more = "；时限见期限表" if door.window else ""
    cells = (
        str(order),
        f"{door.name} `{door.key}`",
        conditions + more,
        door.cost.text,
        door.venue.text,
        times.cite(door.cites),
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
