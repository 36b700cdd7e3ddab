"""Regular checks: a finding is a task, ended once, on the spot or as a file; the share settled before a claim."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.disputes.mediation.appointing import trade_of
from nuanxin.rights.disputes.mediation.checks import (
    CheckFacts,
    mediate_check,
    record_check,
    remind_checks,
    settle_check,
    share_of,
    withdraw_check,
)
from nuanxin.rights.disputes.mediation.models import RegularCheck
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.disputes.mediation.making import Desk


def facts(**changes: Any) -> CheckFacts:
    employer, _ = Employer.objects.get_or_create(name="新乡县某快递网点", region_id="410721")
    usual: dict[str, Any] = {
        "employer": employer,
        "region": Region.objects.get(code="410721"),
        "trade": "logistics",
        "checked_on": TODAY,
        "seen": "查看工资表，询问两名快递员",
        "finding": "hazard",
        "persons": 4,
        "due_on": TODAY + timedelta(days=7),
    }
    return CheckFacts(**{**usual, **changes})


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


def found(desk: Desk, **changes: Any) -> RegularCheck:
    return record_check(unit=desk.unit, facts=facts(**changes), by=desk.mediator, on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"trade": "manufacturing"}, "行业"),
        ({"checked_on": TODAY + timedelta(days=1)}, "排查日期"),
        ({"seen": " "}, "排查情况"),
        ({"persons": None}, "涉及人数"),
        ({"due_on": None}, "化解期限"),
        ({"due_on": TODAY - timedelta(days=1)}, "化解期限"),
        ({"finding": "none"}, "没有发现隐患"),
    ],
)
def test_what_does_not_fit(desk: Desk, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        found(desk, **changes)
    assert not RegularCheck.objects.exists()


@pytest.mark.django_db
def test_settled_on_the_spot_once(desk: Desk, people: People) -> None:
    row = found(desk)
    with pytest.raises(Refusal, match="没有写明怎样化解"):
        settle_check(check=row, how="spot", note=" ", by=desk.mediator, on=TODAY)
    settle_check(check=row, how="spot", note="当场补发四人工资，本人签收", by=desk.mediator, on=TODAY)
    with pytest.raises(Refusal, match="已于2024-01-10化解"):
        mediate_check(check=row, request="拖欠工资", officer=desk.mediator, by=desk.mediator, on=TODAY)
    with pytest.raises(NotAllowed):
        record_check(unit=desk.unit, facts=facts(), by=people.housing, on=TODAY)


@pytest.mark.django_db
def test_opened_as_a_file_without_anybody_complaining(desk: Desk) -> None:
    row = found(desk, trade="construction")
    case = mediate_check(check=row, request="四人两个月工资未发", officer=desk.mediator, by=desk.mediator, on=TODAY)
    row.refresh_from_db()
    assert (row.ended_how, row.case, row.clue) == ("file", case, case.clue)
    assert case.clue.channel == "inspection"
    assert case.officer == desk.mediator
    assert trade_of(case) == "construction"
    with pytest.raises(Refusal, match="已经转入调解"):
        withdraw_check(check=row, reason="记错", by=desk.mediator, on=TODAY)


@pytest.mark.django_db
def test_a_wrong_record_is_withdrawn_not_erased(desk: Desk) -> None:
    row = found(desk)
    withdraw_check(check=row, reason="单位写错", by=desk.mediator, on=TODAY)
    assert RegularCheck.objects.get().withdrawn_why == "单位写错"
    with pytest.raises(Refusal, match="已经撤下"):
        settle_check(check=row, how="gone", note="复核", by=desk.mediator, on=TODAY)


@pytest.mark.django_db
def test_the_round_tells_the_checker_once(desk: Desk) -> None:
    row = found(desk)
    settled = found(desk, place="另一处")
    settle_check(check=settled, how="spot", note="已付", by=desk.mediator, on=TODAY)
    for late, told in ((0, 0), (5, 0), (6, 1), (6, 0), (9, 0)):
        with on_day(TODAY + timedelta(days=late)) as on:
            assert remind_checks(on=on) == told
    row.refresh_from_db()
    assert row.reminded_on == TODAY + timedelta(days=6)
    message = Message.objects.get(staff=desk.mediator)
    assert "新乡县某快递网点（排查发现的化解）将于2024年1月17日到期" in message.body


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["none", "hazard", "dispute"]), st.sampled_from(["", "spot", "file", "gone"]), st.booleans()
    ),
    max_size=30,
)


@given(rows=ROWS)
def test_the_share_against_its_slow_twin(rows: list[tuple[str, str, bool]]) -> None:
    made = [
        RegularCheck(
            finding=finding,
            ended_how="" if finding == "none" else how,
            ended_on=TODAY if how and finding != "none" else None,
            due_on=None if finding == "none" else date(2024, 1, 9),
            withdrawn_on=TODAY if gone else None,
        )
        for finding, how, gone in rows
    ]
    share = share_of(made, TODAY)
    tasks = [how for finding, how, gone in rows if finding != "none" and not gone]
    assert share.found == len(tasks)
    assert share.open == share.overdue == tasks.count("")
    ended = [how for how in tasks if how in ("spot", "file")]
    assert share.percent == (round(100 * ended.count("spot") / len(ended) + 1e-9) if ended else None)
