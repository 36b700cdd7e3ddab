"""The procuratorate's files: supervision in its order, arrest, indictment, support for suits with its letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.clocks import running_clocks
from nuanxin.rights.intake.transfer import ask_helper
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue, on_day
from tests.unit.rights.justice.making import liaison, opened, take

pytestmark = pytest.mark.django_db
START = date(2023, 12, 5)
DAY = timedelta(days=1)


def made(people: People, procedure: str) -> Case:
    clue = make_clue(people)
    with on_day(START) as on:
        ask_helper(clue=clue, unit=liaison(procedure).unit, task="检察监督", by=people.owner, on=on)
    return opened(procedure, clue, START)


def test_filing_is_ordered_only_against_untenable_reasons(people: People) -> None:
    case = made(people, "prosecution")
    with pytest.raises(Refusal, match="没有要求公安机关说明理由"):
        take(case, "reasons", START)
    take(case, "ask_reasons", START)
    take(case, "reasons", START + DAY)
    with pytest.raises(Refusal, match="还没有通知立案"):
        take(case, "closed", START + DAY)
    take(case, "order_filing", START + DAY)
    take(case, "closed", START + 2 * DAY)
    case.refresh_from_db()
    assert case.closing == "检察环节办结"


def test_tenable_reasons_end_the_supervision(people: People) -> None:
    case = made(people, "prosecution")
    take(case, "ask_reasons", START)
    take(case, "reasons", START + DAY, tenable="yes")
    with pytest.raises(Refusal, match="理由成立"):
        take(case, "order_filing", START + DAY)
    take(case, "closed", START + DAY)


def test_from_arrest_to_judgment(people: People) -> None:
    case = made(people, "prosecution")
    with pytest.raises(Refusal, match="没有受理审查起诉"):
        take(case, "indict", START)
    steps = [
        "arrest_received",
        "arrest_decided",
        "review_received",
        "returned",
        "review_received",
        "indict",
        "judged",
        "closed",
    ]
    for n, key in enumerate(steps):
        take(case, key, START + n * DAY)
        clock = running_clocks(case.clue).filter(term="crim.prosecution_review").first()
        assert (clock is not None) == (key == "review_received")
        if clock:  # the period is not confirmed: the clock says so and names no day
            assert clock.due_on is None
            assert "未经法制人员核对" in clock.missing
    case.refresh_from_db()
    assert case.closed_on


def test_not_prosecuted_bars_indictment(people: People) -> None:
    case = made(people, "prosecution")
    take(case, "review_received", START)
    take(case, "not_prosecute", START + DAY)
    with pytest.raises(Refusal, match="已经作出"):
        take(case, "indict", START + DAY)


def test_support_for_a_suit_with_its_letter(people: People) -> None:
    case = made(people, "support_suit")
    with pytest.raises(Refusal, match="没有决定支持起诉"):
        take(case, "letter", START)
    take(case, "decide", START + DAY)
    take(case, "letter", START + 2 * DAY)
    letter = Paper.objects.get(kind="support_letter", about_id=case.pk)
    assert "支诉字" in letter.number
    take(case, "ended", START + 3 * DAY)


def test_support_refused_says_why(people: People) -> None:
    case = made(people, "support_suit")
    with pytest.raises(Exception, match="不支持的理由"):
        take(case, "decide", START, support="no")
    take(case, "decide", START, support="no", reason="可以申请法律援助，已告知12348")
    with pytest.raises(Refusal):
        take(case, "letter", START)
