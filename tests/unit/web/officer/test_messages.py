"""A word from the worker reaches the officer and stands on the desk until it is answered; the answer reaches the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.answer import say_to_reporter
from nuanxin.rights.intake.answer.said import send_message, unanswered
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.merging import merge_clues
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ReporterFacts
from nuanxin.web.officer.queues import tasks
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def waiting(staff: Staff, *, whole_unit: bool = False) -> list[str]:
    return [one.text for one in tasks(staff, TODAY, whole_unit) if one.kind == "当事人留言待答复"]


def test_the_officer_is_told_once_and_the_desk_holds_it(people: People) -> None:
    clue = a_clue(people.owner)
    for text in ("老板要跑了", "他在搬东西"):
        send_message(clue=clue, text=text, on=TODAY)
    told = Message.objects.filter(template="officer_worker_message", channel="in_site")
    assert [one.to for one in told] == [people.owner.username] and clue.number in told[0].body
    assert "老板" not in told[0].body
    assert waiting(people.owner) == [f"{clue.number} 老板要跑了"]
    assert waiting(people.colleague) == [] and waiting(people.colleague, whole_unit=True) != []
    say_to_reporter(clue=clue, text="马上去", by=people.owner, on=TODAY)
    assert waiting(people.owner) == [] and not unanswered(Clue.objects.all()).exists()
    send_message(clue=clue, text="谢谢", on=TODAY)
    assert told.all().count() == 2 and waiting(people.owner) == [f"{clue.number} 谢谢"]


def test_the_next_day_tells_again(people: People) -> None:
    clue = a_clue(people.owner)
    for day in (TODAY, TOMORROW):
        send_message(clue=clue, text="有消息吗", on=day)
    assert Message.objects.filter(template="officer_worker_message", channel="in_site").count() == 2


def test_the_worker_is_told_of_an_answer_without_its_words(people: People) -> None:
    clue = a_clue(people.owner)
    say_to_reporter(clue=clue, text="工地在哪个村？", by=people.owner, on=TODAY)
    told = Message.objects.get(template="worker_answered")
    assert (told.channel, told.to) == ("sms", "13800001234") and (clue.receipt_code or "?") in told.body
    assert "村" not in told.body and "村" not in told.notice


def test_who_stays_anonymous_is_not_written_to(people: People) -> None:
    clue = a_clue(
        people.owner, kind=ClueKind.REPORT, reporters=(ReporterFacts(phone="13800001234", anonymous=True),), claims=()
    )
    say_to_reporter(clue=clue, text="谢谢", by=people.owner, on=TODAY)
    assert not Message.objects.filter(template="worker_answered").exists()


def test_a_message_on_a_merged_clue_reaches_who_holds_the_kept_one(people: People) -> None:
    kept, merged = a_clue(people.owner), a_clue(people.colleague)
    merge_clues(kept=kept, merged=merged, by=people.head, on=TODAY)
    send_message(clue=merged, text="我也没拿到", on=TODAY)
    told = Message.objects.get(template="officer_worker_message", channel="in_site")
    assert told.to == people.owner.username and kept.number in told.body
    assert waiting(people.owner) == [f"{kept.number} 我也没拿到"]
    say_to_reporter(clue=kept, text="知道了", by=people.owner, on=TODAY)
    assert waiting(people.owner) == []
