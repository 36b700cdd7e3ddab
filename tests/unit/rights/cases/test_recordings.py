"""执法全过程记录: each step with its number or reason; nothing that must be recorded passes without either."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.cases.procedures.versions import ALL
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.cases.steps.recordings import NO_RECORDING, missing_in, needs_recording, recorded_steps
from tests.conftest import People
from tests.unit.rights.cases.making import facts_for, make_case, on_day, walk

START = date(2023, 12, 6)


@pytest.mark.django_db
def test_every_standing_step_is_a_line(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated order order_served", people, START)
    lines = recorded_steps(case)
    assert [line.name for line in lines] == [
        "立案审批", "调查取证", "调查终结", "责令限期改正（支付）", "送达限期改正指令书"
    ]  # fmt: skip
    assert [line.needed for line in lines] == [False, True, False, False, False]
    assert lines[1].recording == "AV-1" and lines[3].written.startswith("《")
    assert missing_in(lines) == []


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["", "   "])
def test_evidence_without_number_or_reason_is_refused(people: People, said: str) -> None:
    case = make_case(people)
    with on_day(START), pytest.raises(BadInput, match="执法全过程记录"):
        facts = facts_for("evidence", START) | {"recording": said}
        take_step(case=case, step="evidence", facts=facts, by=people.owner, on=START)


@pytest.mark.django_db
def test_a_reason_is_enough(people: People) -> None:
    case = make_case(people)
    with on_day(START):
        facts = facts_for("evidence", START) | {"recording": "书面调取材料，无现场活动，未录音录像"}
        take_step(case=case, step="evidence", facts=facts, by=people.owner, on=START)
    assert recorded_steps(case)[-1].recording.startswith("书面调取")


@pytest.mark.django_db
def test_a_line_from_before_the_rule_is_named_as_missing(people: People) -> None:
    case = make_case(people)
    CaseStep.objects.create(
        case=case, step="evidence", done_on=START, by=people.owner, facts={"kind": "site", "summary": "检查工地"}
    )
    assert missing_in(recorded_steps(case)) == [f"2023-12-06 调查取证：{NO_RECORDING}"]


@pytest.mark.parametrize(
    ("method", "needed"), [("left", True), ("public_notice", True), ("direct", False), ("post", False)]
)
def test_service_that_is_disputed_easily(method: str, needed: bool) -> None:
    step = next(step for running in ALL for step in running.steps if step.key == "order_served")
    assert needs_recording(step, {"method": method, "served_on": START + timedelta(days=1)}) is needed
