"""A notice comes in once, is kept as it came, and only its own people take it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.seeing import notices_for, seen_notice
from nuanxin.command.campaigns.taking import original_of
from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.rights.intake.files.clamd import Verdict
from nuanxin.rights.intake.files.stored import StoredScan, judge_stored
from tests.conftest import People
from tests.unit.command.campaigns.conftest import TEXT, Take


def test_the_file_is_kept_as_it_came_and_the_reading_beside_it(take: Take) -> None:
    notice = take()
    assert original_of(notice).decode() == notice.text == TEXT
    assert (notice.title, notice.file_name, notice.confirmed_at) == ("关于开展暖冬行动的通知", "通知.txt", None)


def test_the_same_file_twice_is_one_notice(take: Take) -> None:
    assert take() == take(name="又一次.txt")
    assert Notice.objects.count() == 1


def test_a_notice_without_a_title_is_called_by_its_file(take: Take) -> None:
    assert take(reading={"title": None}, name="关于暖冬.docx").title == "关于暖冬"


def test_a_day_to_come_is_refused(take: Take) -> None:
    with pytest.raises(Refusal, match="在今天以后"):
        take(received_on=date(2024, 1, 11))


def test_whoever_does_not_manage_campaigns_takes_nothing_in(take: Take, people: People) -> None:
    for person in (people.owner, people.stranger, people.leader, people.superior):
        with pytest.raises(NotAllowed):
            take(by=person)
    assert not Notice.objects.exists()


def test_the_area_above_sees_it_the_neighbour_does_not(take: Take, people: People) -> None:
    notice = take()
    for person in (people.head, people.leader, people.superior, people.coordinator):
        assert seen_notice(person, notice.pk) == notice
    for person in (people.stranger, people.owner, people.auditor):
        assert not notices_for(person).exists()
        with pytest.raises(NotFound):
            seen_notice(person, notice.pk)


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(take: Take, tmp_path: Path) -> None:
    notice = take()
    (tmp_path / notice.path).write_bytes(b"something else")
    with pytest.raises(Refusal, match="摘要不符"):
        original_of(notice)


def test_what_carries_something_is_not_given_out(take: Take) -> None:
    notice = take()
    judge_stored(row=StoredScan.objects.get(path=notice.path), verdict=Verdict("Test-Signature"))
    with pytest.raises(Refusal, match="已隔离"):
        original_of(notice)
