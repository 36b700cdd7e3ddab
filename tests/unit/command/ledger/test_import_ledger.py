"""The whole workbook: settlements, acts and visits as dated facts, known by what makes them that row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.watch.inspection.models import Visit
from tests.unit.command.ledger.workbooks import clue, command, settlement, visit, workbook

pytestmark = pytest.mark.django_db
CODE = "91110108551385082Q"


def act(number: str, kind: str = "责令改正", day: str = "2023-12-22", paper: str = "") -> dict:
    return {"外部编号": number, "种类": kind, "日期": day, "文号": paper}


def ledger(path: Path, **sheets: list[dict]) -> dict:
    return command("import_ledger", workbook(path, sheets))


def counts(done: dict, sheet: str) -> tuple[int, int, int, int]:
    return tuple(done[sheet][name] for name in ("created", "unchanged", "updated", "rejected"))


def test_all_four_sheets_whatever_their_order(people, tmp_path: Path) -> None:
    done = ledger(
        tmp_path / "a.xlsx",
        检查=[visit(CODE)],
        文书=[act("A"), act("A", "列入失信名单")],
        办理=[settlement("A")],
        线索=[clue("A", 新就业形态="是"), clue("B")],
        汇总=[{"说明": "不是台账"}],
    )
    assert [counts(done, sheet) for sheet in ("线索", "办理", "文书", "检查")] == [
        (2, 0, 0, 0), (1, 0, 0, 0), (2, 0, 0, 0), (1, 0, 0, 0),
    ]  # fmt: skip
    solved = Settlement.objects.get()
    assert (solved.solved_on, solved.recorded_on, solved.new_form) == (date(2023, 12, 28), date(2023, 12, 28), True)
    assert solved.migrant_amount_fen == 2_000_050
    closed = Clue.objects.get(external_number="A")
    assert (closed.state, closed.conclusion, closed.closed_on) == ("closed", "coordinated", date(2023, 12, 28))
    assert Clue.objects.get(external_number="B").state == "received"
    assert ClueEvent.objects.filter(clue=closed).count() == 4
    seen = Visit.objects.get()
    assert (seen.workforce, seen.arrears_found, seen.project_key, seen.recorded_on) == (
        50,
        False,
        "",
        date(2023, 12, 1),
    )
    again = command("import_ledger", tmp_path / "a.xlsx")
    assert [counts(again, sheet) for sheet in ("线索", "办理", "文书", "检查")] == [
        (0, 2, 0, 0), (0, 1, 0, 0), (0, 2, 0, 0), (0, 1, 0, 0),
    ]  # fmt: skip
    assert Settlement.objects.count() == 1 and OfficialAct.objects.count() == 2 and Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"外部编号": "X"}, "外部编号"),
        ({"解决途径": "监察立案"}, "立案日期"),
        ({"解决途径": "监察立案", "立案日期": "2023-12-29"}, "立案日期"),
        ({"解决日期": "2023-12-19"}, "解决日期"),
        ({"解决日期": "2099-02-01"}, "解决日期"),
        ({"其中农民工": 4}, "其中农民工"),
        ({"其中农民工金额(元)": 30000.01}, "其中农民工金额(元)"),
        ({"解决金额(元)": ""}, "解决金额(元)"),
    ],
)
def test_bad_settlements_go_back(people, tmp_path: Path, cells: dict, column: str) -> None:
    rows = [settlement("A"), {**settlement("B"), **cells}]
    done = ledger(tmp_path / "a.xlsx", 线索=[clue("A"), clue("B")], 办理=rows)
    assert counts(done, "办理") == (1, 0, 0, 1)
    assert [(e["row"], e["column"]) for e in done["办理"]["errors"]] == [(3, column)]


def test_a_settlement_of_a_refused_clue_says_which_row(people, tmp_path: Path) -> None:
    done = ledger(tmp_path / "a.xlsx", 线索=[clue("A", 渠道="传真")], 办理=[settlement("A")])
    assert "第2行" in done["办理"]["errors"][0]["message"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"统一社会信用代码": "91110108551385082P"}, "统一社会信用代码"),
        ({"统一社会信用代码": ""}, "统一社会信用代码"),
        ({"其中农民工": 51}, "其中农民工"),
        ({"欠薪人数": 3}, "欠薪人数"),
        ({"检查日期": "2099-02-01"}, "检查日期"),
        ({"行业领域": ""}, "行业领域"),
    ],
)
def test_bad_visits_go_back(people, tmp_path: Path, cells: dict, column: str) -> None:
    done = ledger(tmp_path / "a.xlsx", 检查=[visit(CODE), {**visit(CODE, 检查日期="2023-12-02"), **cells}])
    assert counts(done, "检查") == (1, 0, 0, 1)
    assert [e["column"] for e in done["检查"]["errors"]] == [column]


def test_a_corrected_settlement_is_a_new_row_that_names_the_old(people, tmp_path: Path) -> None:
    ledger(tmp_path / "a.xlsx", 线索=[clue("A")], 办理=[settlement("A")])
    done = ledger(tmp_path / "b.xlsx", 办理=[settlement("A", 解决日期="2023-12-29", 解决途径="调解", 解决人数=5)])
    assert counts(done, "办理") == (0, 0, 1, 0)
    old, new = Settlement.objects.order_by("pk")
    assert (old.withdrawn_on, new.withdrawn_on, new.corrects_id) == (old.recorded_on, None, old.pk)
    assert (new.persons, new.solved_by, new.recorded_on) == (5, "mediation", date(2023, 12, 28))
    assert Clue.objects.get().closed_on == date(2023, 12, 29)
    assert counts(command("import_ledger", tmp_path / "b.xlsx"), "办理") == (0, 1, 0, 0)


def test_several_settlements_of_one_clue_are_several(people, tmp_path: Path) -> None:
    rows = [settlement("A"), settlement("A", 解决途径="仲裁"), settlement("A", 解决日期="2023-12-30")]
    done = ledger(tmp_path / "a.xlsx", 线索=[clue("A")], 办理=rows)
    assert counts(done, "办理") == (3, 0, 0, 0)
    assert counts(command("import_ledger", tmp_path / "a.xlsx"), "办理") == (0, 3, 0, 0)
    rows.append(settlement("A", 解决人数=9))
    done = ledger(tmp_path / "b.xlsx", 办理=rows)
    assert counts(done, "办理") == (0, 3, 0, 1) and "第2行" in done["办理"]["errors"][0]["message"]


def test_a_corrected_visit_and_two_projects_on_one_day(people, tmp_path: Path) -> None:
    rows = [visit(CODE, 项目名称="甲工地"), visit(CODE, 项目名称="乙工地"), visit(CODE)]
    assert counts(ledger(tmp_path / "a.xlsx", 检查=rows), "检查") == (3, 0, 0, 0)
    rows[1] = visit(CODE, 项目名称="乙工地", 查实欠薪="是", 欠薪人数=2, **{"欠薪金额(元)": 9000})
    assert counts(ledger(tmp_path / "b.xlsx", 检查=rows), "检查") == (0, 2, 1, 0)
    assert Visit.objects.filter(withdrawn_on=None).count() == 3
    assert Visit.objects.get(withdrawn_on=None, arrears_found=True).arrears_fen == 900_000


def test_facts_follow_the_clue_when_it_is_corrected(people, tmp_path: Path) -> None:
    ledger(tmp_path / "a.xlsx", 线索=[clue("A")], 办理=[settlement("A")], 文书=[act("A", "社会公布")])
    moved = clue("A", 项目名称="平原新城", 区划代码="410724", 新就业形态="是", 用人单位="另一家有限公司")
    assert counts(ledger(tmp_path / "b.xlsx", 线索=[moved]), "线索") == (0, 0, 1, 0)
    solved = Settlement.objects.get(withdrawn_on=None)
    assert (solved.sector, solved.region_id, solved.new_form, solved.persons) == ("construction", "410724", True, 3)
    assert solved.recorded_on == date(2023, 12, 28)
    published = OfficialAct.objects.get(withdrawn_on=None)
    assert (published.region_id, published.employer_key) == ("410724", "另一家")
    assert Settlement.objects.filter(withdrawn_on=date(2023, 12, 28)).count() == 1


def test_the_winter_report_counts_what_was_imported(people, tmp_path: Path) -> None:
    filed = settlement("A", 解决途径="监察立案", 立案日期="2023-12-21")
    ledger(
        tmp_path / "a.xlsx",
        线索=[clue("A", 项目名称="平原新城"), clue("B", 渠道="集中接访")],
        办理=[filed, settlement("B", 解决途径="法院执行")],
        文书=[act("A"), act("A", "社会公布")],
        检查=[visit(CODE, 项目名称="平原新城", 政府投资项目="是", 查实欠薪="是", 欠薪人数=2, **{"欠薪金额(元)": 9000})],
    )
    report = command("winter_report", "--region", "410700", "--start", "2023-11-15", "--end", "2024-01-10")
    row = report["rows"]["construction"]
    assert [row[str(column)] for column in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)] == [
        1, 50, 40, 1, 0, 3, 2, 3_000_000, 2_000_050, 1,
    ]  # fmt: skip
    assert report["items"]["court"] == {"cases": 1, "persons": 3, "amount_fen": 3_000_000}
    assert report["items"]["government"] == {"checked": 1, "arrears": 1, "amount_fen": 900_000, "persons": 2}
    assert (report["items"]["reception_clues"], report["items"]["published_employers"]) == (1, 1)
