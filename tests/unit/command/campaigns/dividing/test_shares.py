"""A task divided: given to whom it means, reported with proof, done only once accepted, counted as a plain loop counts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.campaigns.dividing.doing import accept_done, say_done, say_progress, send_back
from nuanxin.command.campaigns.dividing.giving import Quantity, give, give_as_meant, move_day, take_back
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.progress import (
    conditions,
    progress_by_unit,
    progress_of,
    tasks_without_unit,
    with_progress,
)
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from tests.conftest import TODAY, People, at
from tests.desks import desk_unit

NOW = at(TODAY)
PDF = ("台账.pdf", b"%PDF-1.4\n%%EOF\n")


def _share(county: Participant, people: People, **more: Any) -> TaskShare:
    task = county.campaign.tasks.get(position=2)
    return give(task=task, units=[people.head.unit], due_on=None, by=people.superior, at=NOW, **more)[0]


def test_tasks_go_to_the_units_that_their_words_mean(county: Participant, campaign: Campaign, people: People) -> None:
    court = desk_unit(UnitKind.COURT, "410700")
    send(campaign=campaign, units=[court], due_on=None, by=people.superior, at=NOW)
    assert give_as_meant(campaign=campaign, by=people.superior, at=NOW) == 2
    given = TaskShare.objects.values_list("task__position", "unit", "due_on")
    assert list(given) == [(2, people.head.unit_id, date(2024, 1, 31)), (3, court.pk, date(2024, 2, 10))]
    assert give_as_meant(campaign=campaign, by=people.superior, at=NOW) == 0
    assert tasks_without_unit(campaign) == 1  # nobody of housing takes part yet


def test_a_task_goes_only_to_who_takes_part_and_not_past_its_day(county: Participant, people: People) -> None:
    task = county.campaign.tasks.get(position=2)
    with pytest.raises(Refusal, match="没有参加"):
        give(task=task, units=[people.stranger.unit], due_on=None, by=people.superior, at=NOW)
    with pytest.raises(Refusal, match="晚于通知要求"):
        give(task=task, units=[people.head.unit], due_on=date(2024, 2, 1), by=people.superior, at=NOW)
    with pytest.raises(NotAllowed):
        give(task=task, units=[people.head.unit], due_on=None, by=people.head, at=NOW)


def test_done_is_what_was_accepted_on_the_day_it_was_said(county: Participant, people: People) -> None:
    share = _share(county, people)
    said = at(TODAY + timedelta(days=2))
    say_progress(share=share, text="摸了两个乡", by=people.head, at=NOW)
    say_done(share=share, text="全部摸清", by=people.head, at=said)
    with pytest.raises(Refusal, match="报完成，待认可"):
        say_progress(share=share, text="再报", by=people.head, at=NOW)
    send_back(share=share, reason="缺一个乡", by=people.superior, at=said)
    say_done(share=share, text="补齐", by=people.head, at=said)
    done = accept_done(share=share, text="", by=people.superior, at=at(TODAY + timedelta(days=5)))
    assert (done.state, done.done_on) == (TaskShare.State.DONE, TODAY + timedelta(days=2))
    assert list(done.entries.values_list("kind", flat=True)) == [
        "progress",
        "said_done",
        "sent_back",
        "said_done",
        "accepted",
    ]
    with pytest.raises(Refusal):
        take_back(share=done, reason="不要了", by=people.superior, at=NOW)


def test_who_does_it_cannot_accept_it_and_who_leads_cannot_say_it(county: Participant, people: People) -> None:
    share = _share(county, people)
    with pytest.raises(NotAllowed):
        say_done(share=share, text="完成", by=people.superior, at=NOW)
    say_done(share=share, text="完成", by=people.head, at=NOW)
    with pytest.raises(NotAllowed):
        accept_done(share=share, text="", by=people.head, at=NOW)


def test_the_quantity_has_to_be_reached_before_it_is_done(county: Participant, people: People) -> None:
    share = _share(county, people, quantity=Quantity(3, "场"))
    say_progress(share=share, text="两场", by=people.head, at=NOW, amount=2)
    with pytest.raises(Refusal, match="应完成3场，已报2场"):
        say_done(share=share, text="完成", by=people.head, at=NOW)
    assert say_done(share=share, text="又一场", by=people.head, at=NOW, amount=1).amount == 1


def test_where_proof_is_asked_nothing_is_done_without_it(
    county: Participant, people: People, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    county.campaign.tasks.filter(position=2).update(proof="底数台账")
    share = _share(county, people)
    with pytest.raises(Refusal, match="底数台账"):
        say_done(share=share, text="完成", by=people.head, at=NOW)
    entry = say_done(share=share, text="完成", by=people.head, at=NOW, proof=PDF)
    assert (tmp_path / entry.proof_path).read_bytes() == PDF[1]


def test_counts_equal_a_plain_loop(county: Participant, campaign: Campaign, people: People) -> None:
    send(campaign=campaign, units=[people.stranger.unit], due_on=None, by=people.superior, at=NOW)
    for task in campaign.tasks.all():
        give(task=task, units=[people.head.unit, people.stranger.unit], due_on=TODAY, by=people.superior, at=NOW)
    mine = list(TaskShare.objects.filter(unit=people.head.unit))
    say_done(share=mine[0], text="完成", by=people.head, at=NOW)
    accept_done(share=mine[0], text="", by=people.superior, at=NOW)
    say_done(share=mine[1], text="完成", by=people.head, at=NOW)
    other = TaskShare.objects.filter(unit=people.stranger.unit)
    take_back(share=other[0], reason="不涉及", by=people.superior, at=NOW)
    move_day(share=other[1], due_on=date(2024, 1, 20), reason="下雪", by=people.superior, at=NOW)
    tomorrow = TODAY + timedelta(days=1)
    for day in (TODAY, tomorrow, date(2024, 1, 21)):
        rows = list(TaskShare.objects.exclude(state="taken_back"))
        open_rows = [row for row in rows if row.state != "done"]
        late = [row for row in open_rows if row.due_on and row.due_on < day]
        counted = progress_of(campaign, day)
        assert (counted.given, counted.done, counted.said_done, counted.open, counted.late) == (
            len(rows), 1, 1, len(open_rows), len(late),
        )  # fmt: skip
        listed = with_progress(Campaign.objects.all(), day).get(pk=campaign.pk)
        assert [getattr(listed, key) for key in conditions(day)] == [getattr(counted, key) for key in conditions(day)]
    by_unit = {unit: progress for unit, _, progress in progress_by_unit(campaign, tomorrow)}
    assert sum(one.late for one in by_unit.values()) == progress_of(campaign, tomorrow).late == 3
    assert by_unit[people.head.unit_id].share_done == pytest.approx(1 / 3)
