"""Sheet 线索 into the ledger: each row once, good rows in, bad rows back with row, column and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from tests.unit.command.ledger.workbooks import clue, command, workbook

pytestmark = pytest.mark.django_db
USCC = "91410700MA44ABCD1B"


def imported(path: Path, *arguments: str) -> dict:
    return command("import_clues", path, *arguments)


def test_a_row_becomes_a_clue_with_a_named_officer(people, tmp_path: Path) -> None:
    row = clue(
        "HN-0001",
        反映人="张建国",
        证件号码="11010519491231002X",
        联系电话="138 0000 1234",
        农民工="是",
        项目名称="平原新城三期",
        行业领域="制造业",
        欠薪起="2023年5月",
        欠薪止="2023-11-30",
        涉及人数="１２",
        其中农民工=10,
        **{"欠薪金额(元)": "120,000.50", "其中农民工金额(元)": 100000},
        政府投资项目="√",
        国企项目="否",
    )
    row["经办备注"] = "先电话核实"
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": [row]}))
    assert {name: done[name] for name in ("read", "created", "rejected", "errors")} == {
        "read": 1,
        "created": 1,
        "rejected": 0,
        "errors": [],
    }
    found = Clue.objects.get(external_number="HN-0001")
    assert (found.received_on, found.recorded_on) == (date(2023, 12, 20), date(2023, 12, 20))
    assert (found.sector, found.sector_said) == ("construction", "manufacturing")
    assert (found.owed_from, found.owed_to) == ("2023-05", "2023-11-30")
    assert (found.persons, found.migrant_persons) == (12, 10)
    assert (found.amount_fen, found.migrant_amount_fen) == (12_000_050, 10_000_000)
    assert (found.government, found.state_firm, found.new_form) == (True, False, None)
    assert found.notes == {"经办备注": "先电话核实"}
    assert found.officer == people.head and found.first_officer == people.head
    assert found.project is not None and found.project.name == "平原新城三期"
    assert found.number.startswith("410721-2023-")
    reporter = Reporter.objects.get(clue=found)
    assert (reporter.name, reporter.id_number, reporter.phone) == ("张建国", "11010519491231002X", "13800001234")
    assert ClueEvent.objects.get(clue=found).kind == "import_clue"
    assert verify_chain()[1] == []


def test_the_same_file_twice_changes_nothing(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("1"), clue("2", 联系电话="13800001234"), clue("3")]})
    assert imported(path)["created"] == 3
    again = imported(path)
    assert (again["created"], again["unchanged"], again["updated"]) == (0, 3, 0)
    assert Clue.objects.count() == 3 and ClueEvent.objects.count() == 3


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"区划代码": "999999"}, "区划代码", "没有区划代码"),
        ({"区划代码": ""}, "区划代码", "必填"),
        ({"收到日期": "2099-01-11"}, "收到日期", "晚于今天"),
        ({"收到日期": "昨天"}, "收到日期", "不是日期"),
        ({"收到日期": "2023-02-30"}, "收到日期", "没有这一天"),
        ({"收到日期": ""}, "收到日期", "必填"),
        ({"证件号码": "110105194912310021"}, "证件号码", "校验位"),
        ({"证件号码": 110105194912310020}, "证件号码", "文本格式"),
        ({"统一社会信用代码": "91110108551385082P"}, "统一社会信用代码", "校验位"),
        ({"涉及人数": 3, "其中农民工": 4}, "其中农民工", "大于"),
        ({"欠薪金额(元)": 3, "其中农民工金额(元)": 4}, "其中农民工金额(元)", "大于"),
        ({"渠道": "传真"}, "渠道", "电话12333"),
        ({"行业领域": "农业"}, "行业领域", "制造业"),
        ({"涉及人数": "若干"}, "涉及人数", "整数"),
        ({"涉及人数": 2.5}, "涉及人数", "整数"),
        ({"涉及人数": -2}, "涉及人数", "负数"),
        ({"欠薪金额(元)": "12万"}, "欠薪金额(元)", "换算成元"),
        ({"欠薪金额(元)": -1}, "欠薪金额(元)", "负数"),
        ({"农民工": "也许"}, "农民工", "是"),
        ({"用人单位": ""}, "用人单位", "必填"),
        ({"用人单位": "不详", "诉求": ""}, "用人单位", "地点、联系电话、诉求"),
        ({"欠薪起": "2023-08", "欠薪止": "2023-07"}, "欠薪止", "早于"),
        ({"外部编号": ""}, "外部编号", "必填"),
        ({"地点": "长" * 201}, "地点", "最多200字"),
    ],
)
def test_a_bad_row_is_refused_and_the_good_row_goes_in(people, tmp_path: Path, cells, column, words) -> None:
    rows = [clue("A"), {**clue("B"), **cells}, clue("C")]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["read"], done["created"], done["rejected"]) == (3, 2, 1)
    assert [(e["row"], e["column"]) for e in done["errors"]] == [(3, column)]
    assert words in done["errors"][0]["message"]
    assert set(Clue.objects.values_list("external_number", flat=True)) == {"A", "C"}


@pytest.mark.parametrize("cells", [{"地点": "向阳路工地"}, {"联系电话": "13800001234"}, {"诉求": "欠薪"}])
def test_an_unknown_employer_is_taken_with_something_to_go_by(people, tmp_path: Path, cells) -> None:
    row = {**clue("A", 用人单位="不详", 诉求=""), **cells}
    assert imported(workbook(tmp_path / "a.xlsx", {"线索": [row]}))["created"] == 1
    assert Clue.objects.get().employer is None


def test_what_the_caller_gives_fills_blank_cells(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A", 区划代码="", 渠道=""), clue("B", 渠道="来访")]})
    assert imported(path, "--region", "410724", "--channel", "12345")["created"] == 2
    assert list(Clue.objects.order_by("external_number").values_list("channel", "region_id")) == [
        ("12345", "410724"),
        ("visit", "410721"),
    ]


def test_odd_amounts_are_taken_with_a_warning(people, tmp_path: Path) -> None:
    rows = [clue("A", 涉及人数=10, **{"欠薪金额(元)": 12}), clue("B", 涉及人数=1, **{"欠薪金额(元)": 300000})]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["created"], done["errors"]) == (2, [])
    assert [(w["row"], w["column"]) for w in done["warnings"]] == [(2, "欠薪金额(元)"), (3, "欠薪金额(元)")]


def test_the_same_number_twice_in_one_file(people, tmp_path: Path) -> None:
    rows = [clue("A"), clue("A"), clue("A", 涉及人数=5), clue("B")]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["created"], done["unchanged"], done["rejected"]) == (2, 1, 1)
    assert done["errors"][0]["row"] == 4 and "第2行" in done["errors"][0]["message"]


def test_a_changed_row_is_a_correction_that_the_thread_tells(people, tmp_path: Path) -> None:
    imported(workbook(tmp_path / "a.xlsx", {"线索": [clue("A", 涉及人数=5, 反映人="张三")]}))
    changed = clue("A", 涉及人数=8, 反映人="张三丰", 项目名称="平原新城", 收到日期="2023-12-21")
    done = imported(workbook(tmp_path / "b.xlsx", {"线索": [changed]}))
    assert (done["updated"], done["unchanged"]) == (1, 0)
    found = Clue.objects.get()
    assert (found.persons, found.sector, found.recorded_on) == (8, "construction", date(2023, 12, 21))
    assert Reporter.objects.get().name == "张三丰"
    event = ClueEvent.objects.get(kind="correct_clue_by_import")
    assert event.details["before"]["persons"] == 5 and "涉及人数" in event.text
    assert "张三" not in str(event.details) and "反映人" in event.text
    assert imported(tmp_path / "b.xlsx")["unchanged"] == 1
    assert imported(tmp_path / "a.xlsx")["updated"] == 1


def test_what_officers_changed_since_is_not_undone_by_the_same_file(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]})
    imported(path)
    Clue.objects.update(persons=7)
    assert imported(path)["unchanged"] == 1
    assert Clue.objects.get().persons == 7


def test_a_dry_run_says_what_would_happen_and_leaves_nothing(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A"), clue("B", 渠道="传真")]})
    done = imported(path, "--dry-run")
    assert (done["created"], done["rejected"]) == (1, 1)
    assert not Clue.objects.exists() and not ClueEvent.objects.exists()


def test_columns_in_any_order_with_spaces_and_full_width_brackets(people, tmp_path: Path) -> None:
    row = clue("A", **{"欠薪金额(元)": 100})
    headings = ["欠薪金额（元）", "用人单位*", "诉求", " 外部编号 ", "渠道", "区划代码", "收到日期"]
    cells = [row["欠薪金额(元)"], *(row[h.strip(" *")] for h in headings[1:])]
    path = workbook(tmp_path / "a.xlsx", {"线索": [dict(zip(headings, cells, strict=True))]}, {"线索": headings})
    assert imported(path)["created"] == 1
    assert Clue.objects.get().amount_fen == 10000


def test_text_that_looks_like_a_formula_is_text(people, tmp_path: Path) -> None:
    imported(workbook(tmp_path / "a.xlsx", {"线索": [clue("A", 诉求='=HYPERLINK("http://x")', 地点="+86路")]}))
    assert Clue.objects.get().demand == '=HYPERLINK("http://x")'


def test_possible_duplicates_are_counted_and_queued(people, tmp_path: Path) -> None:
    from nuanxin.rights.intake.pairs import DuplicatePair

    same = {"反映人": "张建国", "联系电话": "13800001234", "证件号码": "11010519491231002X"}
    rows = [clue("A", **same), clue("B", **same), clue("C", 用人单位="另一家餐饮有限公司", 诉求="工资")]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["created"], done["possible_duplicates"]) == (3, 1)
    assert DuplicatePair.objects.count() == 1


def test_employers_are_one_by_code_else_by_name_and_place(people, tmp_path: Path) -> None:
    code = "91410700MA3X00000U"
    from nuanxin.foundation.common.credit_code import credit_code_check_digit
    from nuanxin.foundation.parties.models import Employer, EmployerAlias

    code = code[:17] + credit_code_check_digit(code[:17])
    rows = [
        clue("A", 统一社会信用代码=code),
        clue("B", 统一社会信用代码=code, 用人单位="平原劳务"),
        clue("C", 用人单位="平原劳务"),
        clue("D", 用人单位="平原劳务有限公司"),
        clue("E", 用人单位="平原劳务", 区划代码="410724"),
    ]
    assert imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))["created"] == 5
    by = dict(Clue.objects.values_list("external_number", "employer_id"))
    assert by["A"] == by["B"] and by["C"] == by["D"] and len(set(by.values())) == 3
    assert Employer.objects.count() == 3 and EmployerAlias.objects.get().name == "平原劳务"


def test_the_acceptance_term_runs_unless_it_ran_out_before(people, tmp_path: Path) -> None:
    from nuanxin.command.ledger.importing import import_ledger
    from nuanxin.rights.intake.models import Clock
    from tests.unit.command.ledger.workbooks import settlement

    today = date(2024, 1, 10)
    rows = [clue("A", 收到日期="2024-01-08"), clue("B", 收到日期="2023-12-20"), clue("C", 收到日期="2024-01-08")]
    solved = settlement("C", 解决日期="2024-01-09")
    import_ledger(path=workbook(tmp_path / "a.xlsx", {"线索": rows, "办理": [solved]}), on=today)
    clock = Clock.objects.get(clue__external_number="A")
    assert (clock.term, clock.due_on, clock.stopped_on) == ("insp.accept", date(2024, 1, 15), None)
    assert clock.explanation and clock.citation
    due = dict(Clue.objects.values_list("external_number", "due_on"))
    assert due == {"A": date(2024, 1, 15), "B": None, "C": None}
    assert Clock.objects.get(clue__external_number="C").stopped_on == today
