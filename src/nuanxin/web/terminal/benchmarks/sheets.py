"""The invented ledger as the sheet 线索 of a workbook, with the faults and repetitions of a real one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter

from nuanxin.command.ledger.sheets import CLUES
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.web.terminal.benchmarks.invent import COUNTIES, Ledger, told_again

BAD, TWICE = 0.02, 0.03  # shares of rows that are refused, and that repeat another row
_HEADINGS = [column.heading for column in CLUES.columns]


def write_sheet(path: Path, rows: int, seed: int) -> None:
    """A workbook of so many rows; external numbers are unique, two rows in a hundred are wrong."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(CLUES.name)
    sheet.write_row(0, 0, _HEADINGS)
    for line, cells in enumerate(_lines(rows, seed), 1):
        sheet.write_row(line, 0, [cells.get(heading) for heading in _HEADINGS])
    book.close()


def _lines(rows: int, seed: int) -> Iterator[dict[str, Any]]:
    rng = random.Random(seed)  # noqa: S311
    for number, facts in enumerate(_told(rows, seed, rng), 1):
        cells = cells_of(facts, f"T{seed}-{number:07d}")
        if rng.random() < BAD:
            cells |= rng.choice(({"收到日期": "2023-02-30"}, {"区划代码": "999999"}, {"欠薪金额(元)": "约三万"}))
        yield cells


def _told(rows: int, seed: int, rng: random.Random) -> Iterator[ClueFacts]:
    """New matters of one city, and now and then one of the last thousand once more."""
    recent: list[ClueFacts] = []
    ledger = iter(Ledger(seed, rows))
    for number in range(rows):
        facts = next(ledger)
        if recent and rng.random() < TWICE:
            facts = told_again(rng.choice(recent), rng)
        elif number % 7 == 0:
            recent = [*recent[-999:], facts]
        yield replace(facts, region=f"4107{facts.region[4:]}" if facts.region[4:] in COUNTIES else "410721")


def cells_of(facts: ClueFacts, external: str) -> dict[str, Any]:
    """One row by heading; what is not stated stays blank."""
    person = facts.people[0] if facts.people else None
    return {
        "外部编号": external,
        "渠道": "电话12345",
        "收到日期": str(facts.received_on),
        "反映人": person.name if person else None,
        "证件号码": person.id_number if person else None,
        "联系电话": person.phone if person else None,
        "农民工": "是",
        "用人单位": facts.firms[0] if facts.firms else "不详",
        "项目名称": facts.projects[0] if facts.projects else None,
        "行业领域": None if facts.projects else "其他",
        "区划代码": facts.region,
        "地点": facts.place or "工地",
        "欠薪起": facts.owed_from or None,
        "欠薪止": facts.owed_to or None,
        "涉及人数": facts.persons,
        "欠薪金额(元)": facts.amount_fen / 100 if facts.amount_fen else None,
        "诉求": "拖欠工资，请求追讨",
    }
