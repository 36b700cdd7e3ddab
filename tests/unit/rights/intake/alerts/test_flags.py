"""Urgent signs in a new clue: raised by every door, told at once, seen once by somebody of the unit, audited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.rights.intake.alerts.raising import signs_in
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.alerts.seeing import see_flag, unseen_before
from nuanxin.rights.intake.answer.said import send_message
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts
from nuanxin.rights.intake.registration.joining import join_clue
from tests.conftest import TODAY, People, at
from tests.unit.command.ledger.workbooks import clue as row
from tests.unit.command.ledger.workbooks import command, workbook
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
DESPAIR = "老板一直不给工资，再不给我就跳楼了"


def test_the_words_behind_each_sign() -> None:
    assert "跳楼" in signs_in(DESPAIR, None)["self_harm_or_violence"]
    assert signs_in("要求支付工资", 9) == {}
    assert signs_in("", 10) == {"group": "登记10人"}
    assert "上访" in signs_in("我们要去上访", None)["petition"]


def test_by_night_a_worker_is_heard_at_once(people: People) -> None:
    with occasion(at=at(TODAY, 23), source="test"):
        clue = a_clue(None, demand=DESPAIR)
    [flag] = UrgentFlag.objects.filter(clue=clue)
    sent = Message.objects.filter(template="urgent_signs")
    assert sent.exists()
    assert {one.not_before.astimezone(BEIJING) for one in sent} == {at(TODAY, 23)}
    assert {one.staff for one in sent if one.staff} == {clue.officer}
    assert [one.pk for one in unseen_before(people.colleague)] == [flag.pk]
    assert unseen_before(people.stranger) == unseen_before(people.superior) == unseen_before(people.auditor) == []


def test_a_quiet_claim_raises_nothing(people: People) -> None:
    a_clue(people.owner)
    assert not UrgentFlag.objects.exists()
    assert not Message.objects.filter(template="urgent_signs").exists()


def test_the_whole_message_is_read_and_the_tenth_worker_counts(people: People) -> None:
    pasted = a_clue(people.owner, text=DESPAIR)
    assert set(UrgentFlag.objects.get(clue=pasted).signs) == {"self_harm_or_violence"}
    growing = a_clue(people.owner, persons=9, amount_fen=None)
    assert not growing.urgent_flags.exists()
    for n in range(10):
        join_clue(clue=growing, claim=ClaimFacts(name=f"工友{n}", phone=f"1380000{n:04}"), on=TODAY)
    assert [set(flag.signs) for flag in growing.urgent_flags.all()] == [{"group"}]


def test_it_is_seen_once_by_whoever_handles_there(people: People) -> None:
    flag = UrgentFlag.objects.get(clue=a_clue(None, demand=DESPAIR))
    with pytest.raises(NotFound):
        see_flag(number=flag.pk, by=people.stranger, at=at(TODAY))
    with pytest.raises(NotAllowed):
        see_flag(number=flag.pk, by=people.superior, at=at(TODAY))  # may look, but does not work there
    seen = see_flag(number=flag.pk, by=people.colleague, at=at(TODAY, 10))
    again = see_flag(number=flag.pk, by=people.owner, at=at(TODAY, 11))
    assert (again.seen_by, again.seen_at) == (people.colleague, at(TODAY, 10)) == (seen.seen_by, seen.seen_at)
    assert AuditEvent.objects.filter(act="see_urgent_flag").count() == 1
    assert unseen_before(people.owner) == []


def test_a_matter_that_is_over_alarms_nobody(people: People) -> None:
    clue = a_clue(people.owner, text=DESPAIR)
    assert len(unseen_before(people.owner)) == 1
    Clue.objects.filter(pk=clue.pk).update(state="closed", closed_on=TODAY, conclusion="coordinated")
    assert unseen_before(people.owner) == [] and UrgentFlag.objects.filter(seen_at__isnull=True).count() == 1


def test_what_a_worker_writes_later_is_read_too(people: People) -> None:
    """Also after the end, and on a matter that was joined to another; the same cry in the same hour is told once."""
    clue, joined = a_clue(people.owner), a_clue(people.owner)
    Clue.objects.filter(pk=joined.pk).update(merged_into=clue)
    joined.refresh_from_db()
    send_message(clue=clue, text="请问办到哪一步了", on=TODAY)
    assert not UrgentFlag.objects.exists()
    send_message(clue=joined, text=DESPAIR, on=TODAY)
    send_message(clue=clue, text=DESPAIR, on=TODAY)
    [flag] = unseen_before(people.colleague)
    assert flag.clue == clue and "跳楼" in flag.signs["self_harm_or_violence"]
    assert Message.objects.filter(template="urgent_signs", staff=people.owner).count() == 1
    send_message(clue=clue, text="不给钱我们就去上访", on=TODAY)
    assert len(unseen_before(people.owner)) == 2, "another sign is another alarm"
    for one in unseen_before(people.owner):
        see_flag(number=one.pk, by=people.owner, at=at(TODAY))
    Clue.objects.filter(pk=clue.pk).update(state="closed", closed_on=TODAY, conclusion="coordinated")
    clue.refresh_from_db()
    send_message(clue=clue, text=DESPAIR, on=TODAY)
    assert [one.clue for one in unseen_before(people.owner)] == [clue], "seen before, and now again after the end"


def test_where_a_unit_has_nobody_the_superior_sees_it(people: People) -> None:
    Post.objects.filter(unit=people.owner.unit).update(valid_to=date(2023, 12, 31))
    clue = a_clue(None, demand=DESPAIR)
    flag = UrgentFlag.objects.get(clue=clue)
    superior = Staff.objects.get(pk=people.superior.pk)
    assert [one.pk for one in unseen_before(superior)] == [flag.pk]
    assert Message.objects.filter(template="urgent_signs", staff=superior).count() == 1
    assert see_flag(number=flag.pk, by=superior, at=at(TODAY)).seen_by == superior


def test_a_file_raises_what_comes_in_and_tells_each_person_once(people: People, tmp_path: Path) -> None:
    rows = [
        row("A", 诉求=DESPAIR, 收到日期="2024-01-05"),
        row("B", 涉及人数=30, 收到日期="2024-01-05"),
        row("C", 收到日期="2022-01-05"),
    ]
    command("import_clues", workbook(tmp_path / "a.xlsx", {"线索": rows}), "--dry-run")
    assert not UrgentFlag.objects.exists()
    command("import_clues", workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert set(UrgentFlag.objects.values_list("clue__external_number", flat=True)) == {"A", "B"}
    sent = Message.objects.filter(template="urgent_signs_many", staff__isnull=False)
    assert [one.staff for one in sent] == [people.head] and "有2条" in sent[0].body
    command("import_clues", workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert UrgentFlag.objects.count() == 2
    command("import_ledger", workbook(tmp_path / "b.xlsx", {"线索": [row("D", 诉求=DESPAIR, 收到日期="2022-01-05")]}))
    assert UrgentFlag.objects.count() == 2  # history is no alarm


def test_words_of_a_text_never_stop_a_registration(people: People) -> None:
    facts = a_clue(people.owner, text="跳楼" * 9000 + "\x00\ud83d")
    assert isinstance(facts, Clue) and ClueFacts.__dataclass_fields__["text"].default == ""
