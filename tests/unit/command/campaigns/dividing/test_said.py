"""Quantities that units say: asked as a task, said in shares, accepted, summed; concrete things are such tasks with public words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.campaigns.dividing.asking import ConcreteThing, ask_units, list_concrete, mark_concrete
from nuanxin.command.campaigns.dividing.doing import accept_done, say_done, say_progress, send_back
from nuanxin.command.campaigns.dividing.giving import Quantity, take_back
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.said import concrete_shares, said_tables, units_of
from nuanxin.command.campaigns.opened.changing import set_counter
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, Target
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.passing_on import OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import receive
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from tests.conftest import TODAY, People, at

NOW = at(TODAY)
PNG = bytes.fromhex("89504e470d0a1a0a") + b"\0" * 40


@pytest.fixture
def figure(campaign: Campaign, county: Participant, people: People) -> CampaignFigure:
    """A figure that nothing counts; the stranger's county takes part too."""
    send(campaign=campaign, units=[people.stranger.unit], due_on=None, by=people.superior, at=NOW)
    return CampaignFigure.objects.create(campaign=campaign, name="设立联络点", unit="个")


def _asked(figure: CampaignFigure, people: People) -> list[TaskShare]:
    for unit, amount in ((people.head.unit, 5), (people.stranger.unit, 3)):
        task = ask_units(row=figure, units=[unit], amount=amount, due_on=None, by=people.superior, at=NOW)
    return list(task.shares.order_by("pk"))


def test_what_units_say_adds_up_and_only_what_was_accepted_counts_as_accepted(
    figure: CampaignFigure, people: People, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    mine, other = _asked(figure, people)
    assert mine.task == other.task, "asked later, the same task"
    say_progress(share=mine, text="两个", amount=2, proof=("a.png", PNG), by=people.head, at=NOW)
    say_done(share=mine, text="又三个", amount=3, by=people.head, at=NOW)
    table = next(one for one in said_tables(figure.campaign) if one.row == figure)
    assert (table.asked, table.said, table.accepted) == (8, 5, 0)
    send_back(share=mine, reason="请补照片", by=people.superior, at=NOW)
    say_done(share=mine, text="补一个", amount=1, proof=("b.png", PNG), by=people.head, at=NOW)
    accept_done(share=mine, text="", by=people.superior, at=NOW)
    table = next(one for one in said_tables(figure.campaign) if one.row == figure)
    assert (table.said, table.accepted) == (6, 6)
    assert [(one.said, one.accepted, one.proofs, one.percent) for one in table.units] == [(6, 6, 2, 100), (0, 0, 0, 0)]
    take_back(share=other, reason="不需要", by=people.superior, at=NOW)
    assert next(one for one in said_tables(figure.campaign) if one.row == figure).asked == 5


def test_what_the_system_counts_is_not_asked(figure: CampaignFigure, people: People) -> None:
    assert figure in [one.row for one in said_tables(figure.campaign)], "wanting, and shown as wanting"
    set_counter(row=figure, counter="media_posts", where={}, by=people.superior)
    with pytest.raises(Refusal, match="系统按口径统计"):
        _asked(figure, people)
    assert figure not in [one.row for one in said_tables(figure.campaign)]


def test_shares_of_a_whole_are_not_added_up(campaign: Campaign, county: Participant, people: People) -> None:
    whole = Target.objects.create(campaign=campaign, text="应援尽援", comparison="all", value=100, unit="%")
    more = Target.objects.create(
        campaign=campaign, text="新增 2 个", subject="联络点", comparison="at_least", value=2, unit="个"
    )
    assert [one.row for one in said_tables(campaign) if isinstance(one.row, Target)] == [more]
    with pytest.raises(Refusal, match="不能相加"):
        ask_units(row=whole, units=[people.head.unit], amount=None, due_on=None, by=people.superior, at=NOW)
    assert (
        ask_units(row=more, units=[people.head.unit], amount=2, due_on=None, by=people.superior, at=NOW).target == more
    )


def test_below_the_same_quantity_is_asked_in_the_own_plan(
    figure: CampaignFigure, county: Participant, people: People
) -> None:
    _asked(figure, people)
    receive(participant=county, by=people.head, at=NOW)
    own = pass_on(participant=county, own=OwnPlan("本县方案"), by=people.head, at=NOW)
    carried = own.tasks.get(figure__isnull=False)
    assert carried.figure is not None
    assert (carried.figure.campaign, carried.figure.name) == (own, "设立联络点")


def test_a_concrete_thing_has_an_owner_a_measure_and_words_for_the_public(
    campaign: Campaign, county: Participant, people: People
) -> None:
    thing = ConcreteThing("在三个工地建暖心驿站", "建成 3 个工地暖心驿站", quantity=Quantity(3, "个"))
    task = list_concrete(campaign=campaign, thing=thing, units=[people.head.unit], by=people.superior, at=NOW)
    say_progress(share=task.shares.get(), text="一个", amount=1, by=people.head, at=NOW)
    ordered = mark_concrete(task=campaign.tasks.get(position=2), public_text="各县查清欠薪底数", by=people.superior)
    rows = units_of(concrete_shares(TaskShare.objects.all()))
    assert [(one.share.task.public_text, one.said, one.percent) for one in rows] == [("建成 3 个工地暖心驿站", 1, 33)]
    assert [one.task for one in said_tables(campaign) if one.row is None] == [task]
    assert not mark_concrete(task=ordered, public_text="", by=people.superior).concrete
    with pytest.raises(NotAllowed):
        mark_concrete(task=ordered, public_text="不是牵头单位", by=people.housing)
