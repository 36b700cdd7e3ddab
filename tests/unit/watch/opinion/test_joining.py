"""Joins: by the house, by a person, undone to the letter; what may not be joined is refused with its reason."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.watch.opinion.answering.checking import record_check, take_up
from nuanxin.watch.opinion.answering.closing import close_item
from nuanxin.watch.opinion.answering.linking import register_as_clue
from nuanxin.watch.opinion.answering.replying import decide_reply, draft_reply
from nuanxin.watch.opinion.joining.acts import join_items, possibly_same, undo_join
from nuanxin.watch.opinion.joining.models import OpinionJoin
from nuanxin.watch.opinion.models import OpinionItem
from tests.conftest import TODAY, at
from tests.unit.watch.opinion.conftest import STORY, Watch

pytestmark = pytest.mark.django_db
NOON = at(TODAY, 12)
OTHER = "延津安顺物流有限公司的司机反映，公司三个月没有发工资，27个人一共欠着91万元，找调度也没有结果。"


def leads() -> dict[int, int | None]:
    return dict(OpinionItem.objects.values_list("pk", "lead"))


def closed(watch: Watch, truth: str) -> OpinionItem:
    item = watch.enter().item
    take_up(item=item, officer=watch.officer, by=watch.officer, at=NOON)
    record_check(item=item, truth=truth, how="核实", by=watch.officer, at=NOON)
    register_as_clue(item=item, by=watch.officer, at=NOON)
    reply = draft_reply(item=item, way="platform", text="情况说明", by=watch.officer, at=NOON)
    decide_reply(reply=reply, agreed=True, opinion="", published="原帖", by=watch.head, at=NOON)
    return close_item(item=item, conclusion="办结", by=watch.officer, at=NOON)


def test_a_repost_joins_its_story_and_adds_to_its_reach(watch: Watch) -> None:
    first = watch.enter(views=3000).item
    assert first.grade == "blue"
    done = watch.enter(title="扩散", text=f"//@网友甲：{STORY}顶！", views=2500)
    assert done.into is not None and done.into.pk == first.pk
    first.refresh_from_db()
    assert first.grade == "orange"  # 3000 and 2500 readers are more than 5000
    join = OpinionJoin.objects.get()
    assert (join.score or 0) >= 70
    assert any("文字相同" in reason for reason in join.reasons)


def test_the_same_words_of_another_firm_are_shown_and_not_joined(watch: Watch) -> None:
    first = watch.enter().item
    copy = watch.enter(
        title="另一家", text=STORY.replace("牧野鼎盛建设", "红旗华茂服装").replace("45", "12").replace("86", "30")
    ).item
    assert copy.lead_id is None
    ((found, alike),) = possibly_same(copy)
    assert found.pk == first.pk
    assert {"单位不同", "人数、金额不同"} <= set(alike.reasons)


def test_an_old_story_and_one_of_another_county_are_left_alone(watch: Watch) -> None:
    watch.enter(when=at(TODAY) - timedelta(days=31))
    assert watch.enter(title="再说一次").item.lead_id is None


@pytest.mark.parametrize(
    ("truth", "joined"), [("false", True), ("malicious", True), ("true", False), ("partly", False)]
)
def test_a_closed_rumour_takes_its_reposts_but_wages_may_be_owed_again(watch: Watch, truth: str, joined: bool) -> None:
    item = closed(watch, truth)
    done = watch.enter(title="又见此帖", text=f"{STORY}求扩散", when=at(TODAY, 15))
    assert (done.into is not None) is joined
    assert item.events.filter(text__contains="办结后又出现").exists() is joined


def test_undoing_gives_back_what_came_along(watch: Watch) -> None:
    a, b = watch.enter().item, watch.enter(title="别的事", text=OTHER).item
    copy = watch.enter(title="转", text=f"转发微博 {STORY}").item
    before = leads()
    assert before == {a.pk: None, b.pk: None, copy.pk: a.pk}
    join = join_items(item=a, into=b, why="同一老板", by=watch.officer, at=NOON)
    assert leads() == {a.pk: b.pk, b.pk: None, copy.pk: b.pk}
    undo_join(join=join, why="不是同一老板", by=watch.officer, at=NOON)
    assert leads() == before
    with pytest.raises(Refusal, match="已经撤销过"):
        undo_join(join=join, why="再撤", by=watch.officer, at=NOON)


def test_any_row_of_joins_and_undoings_ends_where_it_began(watch: Watch) -> None:
    """Random joins, undone in any order: every item stands alone again, and at no time does a file lie in a joined one."""
    chance = random.Random(7)
    texts = [
        f"第{n}件事，{name}的工人来电反映没有领到工钱，情况各不相同，留待核查。"
        for n, name in enumerate(("甲厂", "乙店", "丙队", "丁馆", "戊站", "己园"))
    ]
    items = [watch.enter(title=f"事项{n}", text=text * 2).item for n, text in enumerate(texts)]
    for item in items:
        join = item.joins.filter(undone_at__isnull=True).first()
        if join:
            undo_join(join=join, why="先分开", by=watch.officer, at=NOON)
    made: list[OpinionJoin] = []
    for _ in range(25):
        standing = [join for join in made if OpinionJoin.objects.filter(pk=join.pk, undone_at__isnull=True).exists()]
        if standing and chance.random() < 0.4:
            undo_join(join=chance.choice(standing), why="不是", by=watch.officer, at=NOON)
        else:
            free = list(OpinionItem.objects.filter(lead__isnull=True))
            if len(free) > 1:
                one, other = chance.sample(free, 2)
                made.append(join_items(item=one, into=other, why="是", by=watch.officer, at=NOON))
        assert not OpinionItem.objects.filter(lead__lead__isnull=False).exists()
    standing = list(OpinionJoin.objects.filter(undone_at__isnull=True))
    chance.shuffle(standing)
    for join in standing:
        undo_join(join=join, why="不是", by=watch.officer, at=NOON)
    assert set(leads().values()) == {None}


def test_what_may_not_be_joined_is_refused(watch: Watch) -> None:
    a, b = watch.enter().item, watch.enter(title="别的事", text=OTHER).item
    refused: list[tuple[Any, str]] = [
        ({"item": a, "into": a, "why": "x", "by": watch.officer}, "同一条信息"),
        ({"item": a, "into": b, "why": " ", "by": watch.officer}, "没有写明理由"),
    ]
    for call, why in refused:
        with pytest.raises(Refusal, match=why):
            join_items(**call, at=NOON)
    for by in (watch.stranger, watch.people.leader, watch.people.owner):
        with pytest.raises(NotAllowed):
            join_items(item=a, into=b, why="x", by=by, at=NOON)
    register_as_clue(item=a, by=watch.officer, at=NOON)
    register_as_clue(item=b, by=watch.officer, at=NOON)
    with pytest.raises(Refusal, match="不同的线索"):
        join_items(item=a, into=b, why="x", by=watch.officer, at=NOON)
    done = watch.enter(title="扩散", text=f"扩散 {STORY}").item
    with pytest.raises(Refusal, match="已经归并"):
        take_up(item=done, officer=watch.officer, by=watch.officer, at=NOON)
