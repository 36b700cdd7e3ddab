"""Who handles what, as an official reads it: routing_expected.csv, every row labelled by hand; and the table file itself."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput
from nuanxin.rights.intake.routing import (
    HEADINGS,
    RouteFacts,
    Rule,
    Table,
    default_table,
    load_table,
    route,
    table_as_csv,
    trial,
)
from nuanxin.rights.intake.routing.table_file import INDUSTRIES, SECTORS, UNIT_KINDS

EXPECTED = list(csv.DictReader((Path(__file__).parent / "routing_expected.csv").open(encoding="utf-8")))
ON = date(2024, 1, 10)
HEAD = ",".join(HEADINGS)
LAST = "999,,,,,,,,,,,,人力资源和社会保障,,兜底"


def facts_of(row: dict[str, str]) -> RouteFacts:
    return RouteFacts(
        region=row["区划代码"],
        text=row["诉求"],
        sector=SECTORS[row["行业领域"]],
        government=True if row["项目类别"] == "政府投资" else None,
        state_firm=True if row["项目类别"] == "国企" else None,
        industry=INDUSTRIES[row["行业主管"]],
        persons=int(row["涉及人数"]) if row["涉及人数"] else None,
        amount_fen=int(row["欠薪金额(元)"]) * 100 if row["欠薪金额(元)"] else None,
    )


def test_there_are_enough_rows() -> None:
    assert len(EXPECTED) >= 80


@pytest.mark.parametrize("row", EXPECTED, ids=[f"{n}" for n in range(len(EXPECTED))])
def test_the_shipped_table(row: dict[str, str]) -> None:
    found = route(facts_of(row), default_table(), ON)
    assert (found.unit_kind, found.rule_no) == (UNIT_KINDS[row["应由谁承办"]], int(row["规则序号"])), row["诉求"]
    assert found.why


def one_rule(cells: str) -> Table:
    return load_table(f"{HEAD}\n{cells}\n{LAST}\n", "试")


@pytest.mark.parametrize(
    ("cells", "facts", "fits"),
    [
        ("1,,,4107,,,,,,,,,公安,,理由", RouteFacts("410721"), True),
        ("1,,,4107,,,,,,,,,公安,,理由", RouteFacts("410102"), False),
        ("1,,,,制造业,,,,,,,,公安,,理由", RouteFacts("410721", sector="manufacturing"), True),
        ("1,,,,制造业,,,,,,,,公安,,理由", RouteFacts("410721"), False),
        ("1,,,,,政府投资,,,,,,,公安,,理由", RouteFacts("410721", government=True), True),
        ("1,,,,,政府投资,,,,,,,公安,,理由", RouteFacts("410721", government=False), False),
        ("1,,,,,国企,,,,,,,公安,,理由", RouteFacts("410721", state_firm=None), False),
        ("1,,,,,,,,,1000,,,公安,,理由", RouteFacts("410721", amount_fen=100_000), True),
        ("1,,,,,,,,,1000,,,公安,,理由", RouteFacts("410721", amount_fen=99_999), False),
        ("1,,,,,,,,,,1000,,公安,,理由", RouteFacts("410721", amount_fen=100_000), True),
        ("1,,,,,,,,,,1000,,公安,,理由", RouteFacts("410721", amount_fen=100_001), False),
        ("1,,,,,,,,,1000,,,公安,,理由", RouteFacts("410721"), False),
        ("1,,,,,,,,,,,30,公安,,理由", RouteFacts("410721", persons=30), True),
        ("1,,,,,,,,,,,30,公安,,理由", RouteFacts("410721", persons=29), False),
        ("1,,,,,,,,,,,30,公安,,理由", RouteFacts("410721"), False),
        ("1,2024-01-10,,,,,,,,,,,公安,,理由", RouteFacts("410721"), True),
        ("1,2024-01-11,,,,,,,,,,,公安,,理由", RouteFacts("410721"), False),
        ("1,,2024-01-10,,,,,,,,,,公安,,理由", RouteFacts("410721"), True),
        ("1,,2024-01-09,,,,,,,,,,公安,,理由", RouteFacts("410721"), False),
    ],
)
def test_one_condition_at_a_time(cells: str, facts: RouteFacts, fits: bool) -> None:
    assert (route(facts, one_rule(cells), ON).rule_no == 1) is fits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b,c\n", "第1行：表头与规定不符"),
        ("", "第1行：表头与规定不符"),
        (f"{HEAD}\n1,,\n{LAST}", "第2行：应有15列，现有3列"),
        (f"{HEAD}\n1,,,,建筑,,,,,,,,公安,,理由\n{LAST}", "第2行“行业领域”：没有“建筑”"),
        (f"{HEAD}\n1,,,,,,,,,,,,,,理由\n{LAST}", "第2行“承办单位类别”：没有填写"),
        (f"{HEAD}\n1,2024-13-01,,,,,,,,,,,公安,,理由\n{LAST}", "第2行“启用日期”"),
        (f"{HEAD}\n1,2024-02-01,2024-01-01,,,,,,,,,,公安,,理由\n{LAST}", "第2行“停用日期”：早于启用日期"),
        (f"{HEAD}\n1,,,,,,,,,3万,,,公安,,理由\n{LAST}", "第2行“金额下限"),
        (f"{HEAD}\n1,,,,,,,,,200,100,,公安,,理由\n{LAST}", "小于金额下限"),
        (f"{HEAD}\n1,,,,,,,,,,,十,公安,,理由\n{LAST}", "第2行“人数下限”：“十”不是整数"),
        (f"{HEAD}\n1,,,新乡,,,,,,,,,公安,,理由\n{LAST}", "第2行“区划前缀”"),
        (f"{HEAD}\n1,,,,,,,,,,,,公安,,\n{LAST}", "第2行“理由”：没有理由"),
        (f"{HEAD}\n2,,,,,,,打,,,,,公安,,理由\n1,,,,,,,骂,,,,,公安,,理由\n{LAST}", "没有从小到大"),
        (f"{HEAD}\n1,,,,,,,打,,,,,公安,,理由\n", "最后一行应当没有任何条件"),
        (f"{HEAD}\n", "最后一行应当没有任何条件"),
    ],
)
def test_faults_are_named_by_row_and_column(text: str, words: str) -> None:
    with pytest.raises(BadInput) as wrong:
        load_table(text, "坏")
    assert words in str(wrong.value)


def test_the_file_reads_back() -> None:
    table = default_table()
    assert load_table(table_as_csv(table), "default") == table
    assert tuple(Rule.from_dict(rule.as_dict()) for rule in table.rules) == table.rules


def test_a_trial_names_what_moves() -> None:
    new = one_rule("1,,,,,,,工资,,,,,总工会,,先由工会调解")
    facts = [
        RouteFacts("410721", text="工资没有发", reference="甲"),
        RouteFacts("410721", text="工程款", reference="乙"),
    ]
    moved = trial(one_rule("1,,,,,,,别的,,,,,公安,,理由"), new, facts, ON)
    assert [(one.reference, one.before.unit_kind, one.after.unit_kind) for one in moved] == [("甲", "hrss", "union")]


def test_a_table_without_an_end_says_so() -> None:
    with pytest.raises(LookupError, match="没有适用的规则"):
        route(RouteFacts("410721"), Table("空", ()), ON)


_FACTS = st.builds(
    RouteFacts,
    region=st.sampled_from(["410721", "410102", "450102"]),
    text=st.text(alphabet="工程款工资材殴打判决书正在仲裁", max_size=12),
    sector=st.sampled_from(["construction", "manufacturing", "other", ""]),
    government=st.sampled_from([None, True, False]),
    state_firm=st.sampled_from([None, True, False]),
    industry=st.sampled_from(["housing", "transport", "water", "other", ""]),
    amount_fen=st.one_of(st.none(), st.integers(0, 10**9)),
    persons=st.one_of(st.none(), st.integers(1, 500)),
)


@given(_FACTS)
def test_every_clue_has_an_office_and_wages_alone_stay_here(facts: RouteFacts) -> None:
    found = route(facts, default_table(), ON)
    assert found.unit_kind in UNIT_KINDS.values()
    if "工资" in facts.text and not re.search("殴打|判决书|正在仲裁", facts.text):
        assert found.unit_kind == "hrss"


@given(_FACTS)
def test_the_first_row_that_fits_wins(facts: RouteFacts) -> None:
    table = default_table()
    twin = next(rule for rule in table.rules if rule.in_force(ON) and rule.fits(facts))
    assert route(facts, table, ON).rule_no == twin.number
