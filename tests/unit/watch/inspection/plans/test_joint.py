"""Joint checks: each department's own rows, numbers to be reached, one report whose every number leads to a visit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from nuanxin.watch.inspection.joint.answering import Answer, answer_part, faults_of, late_by_unit, rows_of
from nuanxin.watch.inspection.joint.models import CheckTarget, PartAnswer
from nuanxin.watch.inspection.joint.reaching import Numbers, count, progress_of, set_target, visits_behind
from nuanxin.watch.inspection.joint.reporting import issue_report, report_fields, reports_of
from nuanxin.watch.inspection.joint.rows import every_list, read_list, rows_for
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck
from nuanxin.watch.inspection.plans.outcome import outcome_of
from tests.conftest import TODAY, People, person
from tests.unit.watch.inspection.making import COUNTY, county, firm, site, visited

LAST = date(2024, 2, 8)


def department(kind: UnitKind, name: str) -> tuple[Unit, Any]:
    unit = Unit.objects.create(code=f"{kind}-x", name=name, short_name=name, kind=kind, region_id=COUNTY)
    return unit, person(f"{kind}-officer", f"{name}某", unit, "department_officer")


def begun(people: People, targets: list[Any], *units: Unit) -> SpecialCheck:
    facts = SpecialFacts(
        name="联合检查", document="新农组办〔2024〕1号", contents="条例第二十三条\n条例第二十四条", first=TODAY, last=LAST,
        lead=people.head, parts=dict.fromkeys(units, "资金"),
    )  # fmt: skip
    return begin_special(facts=facts, region=county(), targets=targets, by=people.head, on=TODAY)


def all_yes(part: JointPart, **noes: str) -> dict[str, Answer]:
    said = {row.key: Answer("yes") for row in rows_of(part, TODAY)}
    return said | {key: Answer("no", note) for key, note in noes.items()}


def test_lists_are_for_the_departments_of_the_clause_and_each_row_has_its_rule() -> None:
    kinds = {kind for one in every_list() for kind in one.units}
    assert kinds == {"development", "finance", "state_assets", "housing", "transport", "water"}
    assert all(row.cites.startswith("条例") for one in every_list() for row in one.items)
    with pytest.raises(ValueError, match="单位类别不存在"):
        row = "{key: paid, ask: 已拨付, finding: 没有拨付, cites: 条例24, verified: L, applies: all}"
        read_list(f"units: [nobody]\nname: 没有\nvalid_from: 2020-05-01\nitems: [{row}]", "x.yaml")


@pytest.mark.parametrize(
    ("kind", "government", "state_firm", "asked"),
    [
        ("finance", True, False, 5),
        ("finance", None, None, 5),  # not known: asked as if it were
        ("finance", False, None, 0),
        ("development", False, False, 1),
        ("state_assets", False, True, 5),
        ("state_assets", True, False, 0),
        ("water", False, False, 6),
        ("police", True, True, 0),
    ],
)
def test_which_rows_are_asked(kind: str, government: bool | None, state_firm: bool | None, asked: int) -> None:
    assert len(rows_for(kind, government=government, state_firm=state_firm, on=TODAY)) == asked
    assert rows_for(kind, government=True, state_firm=True, on=date(2020, 4, 30)) == ()


def test_every_row_must_be_answered_and_a_no_says_what() -> None:
    rows = rows_for("finance", government=True, state_firm=None, on=TODAY)
    given = {row.key: Answer("yes") for row in rows[2:]} | {rows[0].key: Answer("no", " ")}
    assert [(one.column, one.message) for one in faults_of(rows, given)] == [
        (rows[0].ask, "回答“否”没有写明情况"),
        (rows[1].ask, "没有回答"),
    ]


@pytest.mark.django_db
def test_only_the_department_itself_answers_and_once(people: People) -> None:
    finance, officer = department(UnitKind.FINANCE, "新乡县财政局")
    special = begun(people, [site(government=True)], finance)
    part = JointPart.objects.get(planned__special=special)
    told = {"part": part, "answers": all_yes(part, paid_in_full="欠拨30万元，1月底前补足"), "on": TODAY}
    for stranger in (people.owner, people.head, people.housing, people.stranger, people.superior):
        with pytest.raises(NotAllowed):
            answer_part(**told, result="已核对", by=stranger)
    with pytest.raises(BadInput, match="没有回答"):
        answer_part(part=part, answers={}, result="已核对", by=officer, on=TODAY)
    answer_part(**told, result="已核对预算和拨付凭证", by=officer)
    assert PartAnswer.objects.filter(part=part).count() == 5
    no = PartAnswer.objects.get(answer="no")
    assert (no.note, no.cites, no.by) == ("欠拨30万元，1月底前补足", "条例7（财政部门职责）", officer)
    with pytest.raises(Refusal, match="已经登记过"):
        answer_part(**told, result="再登记", by=officer)


@pytest.mark.django_db
def test_what_is_late_is_named_by_department(people: People) -> None:
    finance, officer = department(UnitKind.FINANCE, "新乡县财政局")
    special = begun(people, [site("甲"), site("乙")], finance, people.housing.unit)
    parts = JointPart.objects.filter(planned__special=special)
    assert late_by_unit(parts, LAST) == []
    answered = parts.filter(unit=finance).order_by("pk")[0]
    answer_part(part=answered, answers=all_yes(answered), result="已核对", by=officer, on=TODAY)
    assert late_by_unit(parts, LAST + timedelta(days=1)) == [("新乡县住建局", 2), ("新乡县财政局", 1)]


@pytest.mark.django_db
def test_targets_and_what_was_reached(people: People) -> None:
    first, second = site("甲"), site("乙", employer=firm("另一建筑公司"))
    special = begun(people, [first, second])
    told = {"special": special, "unit": people.owner.unit, "due_on": date(2024, 1, 20), "on": TODAY}
    with pytest.raises(NotAllowed):
        set_target(**told, wanted=Numbers(2, 100, 80), by=people.owner)
    with pytest.raises(NotAllowed):
        set_target(**told, wanted=Numbers(2, 100, 80), by=people.stranger)
    with pytest.raises(BadInput, match=r"农民工.*大于职工人数"):
        set_target(**told, wanted=Numbers(2, 10, 80), by=people.head)
    with pytest.raises(BadInput, match="不在专项检查期间"):
        set_target(**{**told, "due_on": date(2024, 3, 1)}, wanted=Numbers(2), by=people.head)
    set_target(**told, wanted=Numbers(2, 100, 80), by=people.head)
    visited(people.owner, project=first)
    (one,) = progress_of(special, TODAY)
    assert (one.reached, one.percent, one.stands) == (Numbers(1, 50, 40), 50, "进行中")
    visited(people.owner, project=second, on=date(2024, 1, 22), workforce=60, migrants=50)
    (late,) = progress_of(special, date(2024, 1, 25))
    assert (late.reached, late.stands) == (Numbers(1, 50, 40), "逾期完成")
    with pytest.raises(Refusal, match="已经下达"):
        set_target(**told, wanted=Numbers(1, 50, 40), by=people.head)
    set_target(**told, wanted=Numbers(1, 50, 40), by=people.head, why="一个项目停工")
    (changed,) = progress_of(special, date(2024, 1, 25))
    assert (changed.stands, CheckTarget.objects.count()) == ("已完成", 2)
    assert visits_behind(special, unit=people.stranger.unit) == []


@pytest.mark.django_db
def test_an_employer_counts_once_with_its_latest_visit(people: People) -> None:
    special = begun(people, [site("甲"), site("乙")])
    visited(people.owner, project=site("甲"), workforce=50, migrants=40)
    visited(people.owner, project=site("乙"), on=TODAY + timedelta(days=3), workforce=30, migrants=20)
    sums = outcome_of(special)
    assert (sums.visited, sums.employers, sums.workforce, sums.migrants) == (2, 1, 30, 20)


Made = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 5), st.integers(0, 90), st.integers(0, 90)), max_size=12)


@given(Made)
def test_counting_against_a_slow_twin(made: list[tuple[int, int, int, int]]) -> None:
    from nuanxin.foundation.parties.models import Employer

    firms = {pk: Employer(pk=pk, name=str(pk)) for pk in range(1, 5)}
    firms[4].merged_into = firms[1]
    visits = [
        Visit(pk=n, employer=firms[who], visited_on=TODAY + timedelta(days=day), recorded_on=TODAY, workforce=staff, migrants=some)
        for n, (who, day, staff, some) in enumerate(made)
    ]  # fmt: skip
    same = visits[0].recorded_at if visits else None
    for visit in visits:
        visit.recorded_at = same  # type: ignore[assignment]
    by_firm: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_firm[1 if visit.employer_id == 4 else visit.employer_id].append(visit)
    last = [max(rows, key=lambda one: (one.visited_on, one.pk)) for rows in by_firm.values()]
    assert count(visits) == Numbers(len(last), sum(v.workforce for v in last), sum(v.migrants for v in last))


@pytest.mark.django_db
def test_one_report_with_every_department_and_every_number(people: People) -> None:
    finance, officer = department(UnitKind.FINANCE, "新乡县财政局")
    special = begun(people, [site("甲", government=True), site("乙", government=True)], finance)
    set_target(
        special=special, unit=people.owner.unit, due_on=LAST, wanted=Numbers(1, 100, 80), by=people.head, on=TODAY
    )
    with pytest.raises(NotAllowed):
        issue_report(special=special, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="还没有开始"):
        issue_report(special=special, by=people.head, on=TODAY - timedelta(days=1))
    empty = issue_report(special=special, by=people.head, on=TODAY)
    assert issue_report(special=special, by=people.head, on=TODAY + timedelta(days=1)) == empty
    part = JointPart.objects.filter(planned__special=special).order_by("pk")[0]
    said = all_yes(part, paid_in_full="欠拨30万元")
    answer_part(part=part, answers=said, result="已核对预算", by=officer, on=TODAY)
    visited(people.owner, project=site("甲"))
    told = report_fields(special, TODAY)
    assert told["counted"] == [
        ["1", "检查用人单位（户）", "1", "1"],
        ["2", "涉及职工（人）", "100", "50"],
        ["3", "其中农民工（人）", "80", "40"],
    ]
    assert told["departments"] == [["新乡县财政局", "2", "1", "0", "1"]]
    assert told["found"] == [
        ["新乡县财政局", "甲", "按经批准的预算及时足额拨付：否（欠拨30万元）", "条例7（财政部门职责）"]
    ]
    assert [row[1:6] for row in told["visits"]] == [[firm().name, "甲", "2024-01-10", "50", "40"]]
    paper = issue_report(special=special, by=people.head, on=TODAY)
    assert (paper.supersedes, reports_of(special)) == (empty, [paper, empty])
    assert AuditEvent.objects.filter(act="issue_joint_report").count() == 2
    assert pdf_of(paper).startswith(b"%PDF")
    word = docx.Document(BytesIO(docx_of(paper)))
    text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "欠拨30万元" in text and "条例7（财政部门职责）" in text and "涉及职工（人）" in text
