"""A ledger that goes out and comes in again changes nothing; in an empty house it becomes the same ledger."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from nuanxin.command.ledger.exporting import export_ledger
from nuanxin.command.ledger.importing import import_ledger
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.common.identity import id_check_digit
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from tests.unit.command.ledger.workbooks import workbook

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 10)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12
)
# The writer's cells hold line ends, equals signs and quotes like any other text.
SPEECH = st.one_of(
    WORDS, st.sampled_from(["=1+1", "+86", "-", "@x", "'", "一\n二", "_x0041_", " 前后 ", "0123", "1e5"])
)
DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))
FLAGS = st.sampled_from(["是", "否", ""])
REGIONS = st.sampled_from(["410721", "410724", "410700"])
SECTORS = st.sampled_from(["工程建设", "制造业", "其他"])


@st.composite
def codes(draw: Any) -> str:
    first = f"9141{draw(st.integers(0, 40)):013d}"
    return first + credit_code_check_digit(first)


@st.composite
def people_numbers(draw: Any) -> str:
    first = f"410721{draw(st.integers(1950, 2000))}0101{draw(st.integers(0, 999)):03d}"
    return first + id_check_digit(first)


@st.composite
def within(draw: Any, most: int, *, blank: bool = True) -> tuple[Any, Any]:
    whole = draw(st.integers(0, most))
    part = draw(st.integers(0, whole))
    return (draw(st.sampled_from([whole, ""])), draw(st.sampled_from([part, ""]))) if blank else (whole, part)


@st.composite
def clues(draw: Any, number: str) -> dict[str, Any]:
    persons, money = draw(within(500)), draw(within(10_000_000))
    return {
        "外部编号": number, "渠道": draw(st.sampled_from(Channel.labels)), "收到日期": draw(DAYS), "反映人": draw(SPEECH),
        "证件号码": draw(st.one_of(st.just(""), people_numbers())),
        "联系电话": draw(st.sampled_from(["", "13800001234", "0373-3012345", "找老王"])), "农民工": draw(FLAGS),
        "用人单位": "甲" + draw(WORDS).replace("\n", ""), "统一社会信用代码": draw(st.one_of(st.just(""), codes())),
        "项目名称": draw(SPEECH), "行业领域": draw(st.one_of(st.just(""), SECTORS)), "区划代码": draw(REGIONS),
        "地点": draw(SPEECH), "欠薪起": draw(st.sampled_from(["", "2022-01", "2022年3月5日"])),
        "欠薪止": draw(st.sampled_from(["", "2022-12", "2022/12/31"])), "涉及人数": persons[0], "其中农民工": persons[1],
        "欠薪金额(元)": money[0], "其中农民工金额(元)": money[1], "政府投资项目": draw(FLAGS), "国企项目": draw(FLAGS),
        "新就业形态": draw(FLAGS), "诉求": draw(SPEECH), "经办备注": draw(SPEECH), "附加": draw(st.one_of(SPEECH, st.integers(0, 99))),
    }  # fmt: skip


@st.composite
def ledgers(draw: Any) -> dict[str, list[dict[str, Any]]]:
    numbers = [f"N{n}" for n in range(draw(st.integers(1, 5)))]
    rows = [draw(clues(number)) for number in numbers]
    settlements, acts, visits = [], [], []
    for row in rows:
        if draw(st.booleans()):
            persons, money = draw(within(50, blank=False)), draw(within(99_999, blank=False))
            settlements.append({
                "外部编号": row["外部编号"], "解决途径": draw(st.sampled_from(["监察立案", "协调", "调解", "法院执行"])),
                "立案日期": row["收到日期"], "解决日期": date(2024, 1, draw(st.integers(1, 9))), "解决人数": persons[0],
                "其中农民工": persons[1], "解决金额(元)": money[0] + 0.5, "其中农民工金额(元)": money[1], "备注": draw(SPEECH),
            })  # fmt: skip
        for _ in range(draw(st.integers(0, 2))):
            acts.append({
                "外部编号": row["外部编号"], "种类": draw(st.sampled_from(["责令改正", "社会公布"])), "日期": date(2024, 1, 5),
                "文号": draw(st.sampled_from(["", "新人社监令〔2024〕1号"])),
            })  # fmt: skip
    for _ in range(draw(st.integers(0, 4))):
        workers, found = draw(within(500, blank=False)), draw(st.booleans())
        visits.append({
            "用人单位": "乙公司", "统一社会信用代码": draw(codes()), "检查日期": draw(DAYS), "职工人数": workers[0],
            "其中农民工": workers[1], "行业领域": draw(SECTORS), "区划代码": draw(REGIONS),
            "项目名称": draw(st.sampled_from(["", "一标段", "二标段（北）"])), "政府投资项目": draw(FLAGS), "国企项目": draw(FLAGS),
            "查实欠薪": "是" if found else "否", "欠薪人数": 3 if found else "", "欠薪金额(元)": 9000 if found else "",
        })  # fmt: skip
    return {"线索": rows, "办理": settlements, "文书": acts, "检查": visits}


def sheets(path: Path) -> dict[str, list]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ledger=ledgers())
def test_out_and_in_again(people: Any, ledger: dict[str, list[dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        came = workbook(Path(folder) / "in.xlsx", ledger)
        first = import_ledger(path=came, on=TODAY).tallies
        assert [t.errors for t in first.values() if t.sheet.name != "检查"] == [[], [], []]
        out = Path(folder) / "out.xlsx"
        counts = export_ledger(path=out)
        assert counts["线索"] == len(ledger["线索"]) == Clue.objects.count()
        assert AuditEvent.objects.filter(act="export_ledger").exists()
        again = import_ledger(path=out, on=TODAY).tallies
        for name, tally in again.items():
            assert (tally.created, tally.updated, tally.errors) == (0, 0, []), name
            assert tally.unchanged == counts[name]
        third = import_ledger(path=came, on=TODAY).tallies
        assert [(t.created, t.updated) for t in third.values()] == [(0, 0)] * 4
        second = Path(folder) / "second.xlsx"
        export_ledger(path=second)
        assert sheets(second) == sheets(out)
        transaction.set_rollback(True)
