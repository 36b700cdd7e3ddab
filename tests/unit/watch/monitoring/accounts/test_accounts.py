"""Accounts opened in time or late, filed, closed as the rules want or too early; facts are written down, never refused for being bad."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.watch.monitoring.accounts.judging import NO_CONTRACT_DAY, AccountFacts, judge
from nuanxin.watch.monitoring.accounts.models import AccountRecord
from nuanxin.watch.monitoring.accounts.recording import (
    closed_early,
    filed_late,
    not_opened,
    opened_late,
    record_account,
    standing_records,
)
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.watch.monitoring.making import watched

DONE = date(2023, 10, 31)


def told(**days: Any) -> Any:
    facts = AccountFacts(**{key: value for key, value in days.items() if key not in ("ends_on", "open_clues")})
    return judge(
        facts, ends_on=days.get("ends_on"), open_clues=days.get("open_clues", ()), place="410721", law=Law.load(),
        calendar=WorkingCalendar(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "due"),
    [
        (date(2023, 3, 1), date(2023, 3, 31)),
        (date(2023, 9, 1), date(2023, 10, 7)),
        (date(2023, 3, 10), date(2023, 4, 10)),
    ],
)
def test_thirty_days_after_the_contract_and_the_last_day_rolls(contract: date, due: date) -> None:
    said = told(contract_on=contract)
    assert said.open_due.last_day == due and "专用账户管理暂行办法" in said.open_due.citation


def test_without_the_day_of_the_contract_there_is_no_clock() -> None:
    said = told(opened_on=date(2023, 4, 1))
    assert said.open_due is None and said.open_why == NO_CONTRACT_DAY and said.file_due.last_day == date(2023, 5, 4)


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ({"notice_from": date(2023, 11, 1), "closed_on": date(2023, 12, 2), "ends_on": DONE}, ""),
        ({"notice_from": date(2023, 11, 1), "closed_on": date(2023, 12, 1), "ends_on": DONE}, "提前了1天"),
        ({"closed_on": date(2023, 12, 20), "ends_on": DONE}, "没有登记无欠薪公示"),
        ({"notice_from": date(2023, 11, 1), "closed_on": date(2023, 12, 20)}, "还没有完工"),
        ({"notice_from": date(2023, 11, 1), "closed_on": date(2023, 12, 20), "ends_on": TODAY}, "还没有完工"),
        (
            {"notice_from": date(2023, 11, 1), "closed_on": date(2023, 12, 20), "ends_on": DONE, "open_clues": ("X1",)},
            "X1",
        ),
    ],
)
def test_closing(days: dict[str, Any], fault: str) -> None:
    faults = told(opened_on=date(2023, 4, 1), **days).closing_faults
    assert faults == () if not fault else len(faults) == 1 and fault in faults[0]


def test_closing_is_early_on_exactly_the_days_within_the_notice() -> None:
    """The slow twin counts thirty whole days from the day after the notice."""
    start = date(2023, 11, 1)
    for n in range(40):
        day = start + timedelta(days=n)
        whole_days = sum(start < start + timedelta(days=k) < day for k in range(60))
        early = bool(told(opened_on=start, notice_from=start, closed_on=day, ends_on=DONE).closing_faults)
        assert early == (whole_days < 30), day


@pytest.mark.django_db
def test_a_later_row_replaces_and_lists_find_what_is_wrong(people: People) -> None:
    late, missing, early = watched("P1"), watched("P2"), watched("P3", ends_on=DONE)
    common: Any = {"proof": "开户许可 1 号", "by": people.owner, "on": TODAY, "bank": "县农商行"}
    record_account(project=late, facts=AccountFacts(contract_on=date(2023, 3, 1)), **common)
    assert list(standing_records().filter(not_opened(TODAY)).values_list("project__code", flat=True)) == ["P1"]
    facts = AccountFacts(contract_on=date(2023, 3, 1), opened_on=date(2023, 4, 3), filed_on=date(2023, 4, 20))
    record_account(project=late, facts=facts, **common)
    record_account(project=missing, facts=AccountFacts(contract_on=date(2023, 12, 30)), **common)
    early_facts = AccountFacts(opened_on=date(2023, 3, 1), notice_from=date(2023, 12, 20), closed_on=date(2024, 1, 5))
    record_account(project=early, facts=early_facts, **common)

    def codes(condition: Any) -> list[str]:
        return sorted(standing_records().filter(condition).values_list("project__code", flat=True))

    assert (codes(opened_late()), codes(not_opened(TODAY)), codes(closed_early())) == (["P1"], [], ["P3"])
    assert codes(filed_late(TODAY)) == ["P3"]
    assert AccountRecord.objects.filter(project=late).count() == 2 and standing_records().count() == 3
    assert AuditEvent.objects.filter(act="record_account").count() == 4


@pytest.mark.django_db
def test_a_claim_in_hand_blocks_a_rightful_closing(people: People) -> None:
    one = watched("P1", ends_on=DONE)
    clue = make_clue(people)
    clue.project, clue.received_on = one.project, date(2023, 12, 1)
    clue.save()
    facts = AccountFacts(opened_on=date(2023, 3, 1), notice_from=date(2023, 11, 1), closed_on=date(2024, 1, 5))
    row = record_account(project=one, facts=facts, proof="回单", bank="县农商行", by=people.owner, on=TODAY)
    assert row.faults == [f"销户时有在办的欠薪线索：{clue.number}"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "more", "why"),
    [
        ({"opened_on": TODAY + timedelta(days=1)}, {}, "今天之后"),
        ({"closed_on": TODAY}, {}, "没有开户日期"),
        ({"opened_on": TODAY, "filed_on": date(2024, 1, 1)}, {}, "早于开户日期"),
        ({"opened_on": TODAY}, {"bank": ""}, "开户银行"),
        ({"opened_on": TODAY}, {"account_end": "62220"}, "后四位"),
        ({}, {"proof": " "}, "佐证"),
    ],
)
def test_what_cannot_be_is_refused(people: People, facts: Any, more: Any, why: str) -> None:
    given: Any = {"proof": "x", "bank": "县农商行", "by": people.owner, "on": TODAY} | more
    with pytest.raises(Refusal, match=why):
        record_account(project=watched("P1"), facts=AccountFacts(**facts), **given)


@pytest.mark.django_db
def test_who_may(people: People) -> None:
    one, common = watched("P1"), {"facts": AccountFacts(), "proof": "x", "on": TODAY}
    for who in (people.stranger, people.leader, people.housing):
        with pytest.raises(NotAllowed):
            record_account(project=one, by=who, **common)  # type: ignore[arg-type]
    for who in (people.owner, people.colleague, people.superior):
        record_account(project=one, by=who, **common)  # type: ignore[arg-type]
