"""和解协议: consent of both sides, instalments, default opens a task the next day and leaves the lawful ways open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.agreements import (
    Part,
    after_default,
    defaults_open,
    keep_instalment,
    mark_defaults,
    sign_agreement,
)
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Agreement
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue, make_coordination, on_day, step

pytestmark = pytest.mark.django_db
SIGNED = date(2023, 12, 6)
FIRST, SECOND = date(2023, 12, 20), date(2024, 1, 20)


def signed(people: People) -> tuple[Case, Agreement]:
    case = make_coordination(people)
    parts = [Part(SECOND, 2_000_000), Part(FIRST, 1_000_000)]
    with on_day(SIGNED):
        agreement = sign_agreement(
            case=case, signed_on=SIGNED, text="分两期付清", parts=parts, by=people.owner, on=SIGNED
        )
    return case, agreement


def test_without_consent_no_agreement(people: People) -> None:
    with on_day(SIGNED):
        case = start_coordination(clue=make_clue(people), by=people.owner, on=SIGNED)
        with pytest.raises(Refusal, match="没有双方同意.*第三条"):
            sign_agreement(case=case, signed_on=SIGNED, text="付清", parts=[Part(FIRST, 1)], by=people.owner, on=SIGNED)


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], "付清"), ([Part(FIRST, 0)], "付清"), ([Part(FIRST, 1)], " "), ([Part(date(2023, 12, 1), 1)], "付清")],
)
def test_what_an_agreement_may_not_be(people: People, parts: list[Part], text: str) -> None:
    case = make_coordination(people)
    with on_day(SIGNED), pytest.raises(Refusal, match="不能登记协议"):
        sign_agreement(case=case, signed_on=SIGNED, text=text, parts=parts, by=people.owner, on=SIGNED)


def test_a_missed_part_opens_a_task_the_next_day_once(people: People) -> None:
    case, agreement = signed(people)
    assert [part.due_on for part in agreement.instalments.all()] == [FIRST, SECOND]
    with on_day(FIRST):
        assert mark_defaults(on=FIRST) == []
    day = FIRST + timedelta(days=1)
    with on_day(day):
        assert len(mark_defaults(on=day)) == 1
        assert mark_defaults(on=day) == []
        assert [part.due_on for part in defaults_open(people.owner)] == [FIRST]
        assert not defaults_open(people.stranger)
        ways = {offer.step.key for offer in after_default(case=case, by=people.owner, on=day)}
        assert {"failed", "performed", "confirmation", "negotiation"} <= ways
    with on_day(day + timedelta(days=1)):
        step(case, "failed", people, day + timedelta(days=1), route="filing")
        case.refresh_from_db()
        assert (case.closing, case.clue.closed_on) == ("协调不成", None)
        filed = file_case(
            clue=case.clue, by=people.head, officers=[people.owner, people.colleague], on=day + timedelta(days=1)
        )
    assert filed.number


def test_a_kept_part_makes_no_task(people: People) -> None:
    _, agreement = signed(people)
    first, second = agreement.instalments.all()
    with on_day(FIRST):
        with pytest.raises(Refusal, match="没有权限"):
            keep_instalment(instalment=first, paid_on=FIRST, by=people.stranger, on=FIRST)
        keep_instalment(instalment=first, paid_on=FIRST, by=people.owner, on=FIRST)
        with pytest.raises(Refusal, match="已经付清"):
            keep_instalment(instalment=first, paid_on=FIRST, by=people.owner, on=FIRST)
    with on_day(SECOND + timedelta(days=1)):
        rows = mark_defaults(on=SECOND + timedelta(days=1))
    second.refresh_from_db()
    assert len(rows) == 1
    assert second.default_task_on == SECOND + timedelta(days=1)


def test_judicial_confirmation_within_thirty_days(people: People) -> None:
    case, _ = signed(people)
    with pytest.raises(Refusal, match="司法确认的期限，已于2024年1月5日届满.*第二百零五条"):
        step(case, "confirmation", people, date(2024, 1, 6))
    step(case, "confirmation", people, date(2024, 1, 5))
