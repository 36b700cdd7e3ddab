"""From arrival to closing: each act once, by whom it may, in order; every refusal says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.opinion.answering.checking import hand_on, note_handling, record_check, take_up
from nuanxin.watch.opinion.answering.closing import Standing, close_item, reopen_item, why_not_close
from nuanxin.watch.opinion.answering.linking import clues_near, link_clue, register_as_clue, unlink_clue
from nuanxin.watch.opinion.answering.models import OpinionReply
from nuanxin.watch.opinion.answering.replying import decide_reply, draft_reply
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import seen_item
from tests.conftest import TODAY, at
from tests.unit.watch.opinion.conftest import Watch

pytestmark = pytest.mark.django_db
NOON = at(TODAY, 12)


def checked(watch: Watch, truth: str = "true", **facts: Any) -> OpinionItem:
    item = watch.enter(**facts).item
    take_up(item=item, officer=watch.officer, by=watch.officer, at=at(TODAY, 10))
    return record_check(item=item, truth=truth, how="电话联系项目经理核实", by=watch.officer, at=at(TODAY, 11))


def answered(watch: Watch, truth: str = "true", **facts: Any) -> OpinionItem:
    item = checked(watch, truth, **facts)
    reply = draft_reply(item=item, way="platform", text="县人社局正在核查", by=watch.officer, at=NOON)
    decide_reply(reply=reply, agreed=True, opinion="同意", published="微博原帖评论区", by=watch.head, at=at(TODAY, 13))
    item.refresh_from_db()
    return item


def test_a_true_story_becomes_a_clue_once_is_answered_and_closed(watch: Watch) -> None:
    item = answered(watch, employer="牧野鼎盛建设有限公司", project="滨河学府", persons=45, amount_fen=86_000_000)
    assert (item.state, item.answered_at, item.truth) == ("answered", at(TODAY, 13), "true")
    with pytest.raises(Refusal, match="还没有关联线索"):
        close_item(item=item, conclusion="已转办", by=watch.officer, at=at(TODAY, 14))
    clue = register_as_clue(item=item, by=watch.officer, at=at(TODAY, 14))
    again = register_as_clue(item=item, by=watch.officer, at=at(TODAY, 15))
    assert clue.pk == again.pk
    assert (clue.channel, clue.external_number, clue.persons, clue.amount_fen) == (
        Channel.OPINION,
        f"opinion:{item.pk}",
        45,
        86_000_000,
    )
    assert item.number in clue.demand
    unlink_clue(item=item, why="先撤回关联", by=watch.officer, at=at(TODAY, 15))
    assert register_as_clue(item=item, by=watch.officer, at=at(TODAY, 15)).pk == clue.pk
    assert Clue.objects.filter(channel=Channel.OPINION).count() == 1
    done = close_item(item=item, conclusion="已登记线索，按期跟踪", by=watch.officer, at=at(TODAY, 16))
    assert (done.state, done.closed_at) == ("closed", at(TODAY, 16))
    kinds = list(done.events.values_list("kind", flat=True))
    assert kinds == [
        "entered",
        "graded",
        "taken",
        "checked",
        "drafted",
        "answered",
        "linked",
        "unlinked",
        "linked",
        "closed",
    ]
    acts = set(AuditEvent.objects.filter(about_kind="opinionitem", about_id=str(item.pk)).values_list("act", flat=True))
    assert acts >= {
        "enter_opinion",
        "take_up_opinion",
        "check_opinion",
        "draft_opinion_reply",
        "decide_opinion_reply",
        "register_opinion_clue",
        "unlink_opinion_clue",
        "close_opinion",
    }


def test_a_rumour_is_clarified_marked_and_closed_only_with_offline_handling(watch: Watch) -> None:
    item = checked(watch, "malicious")
    with pytest.raises(Refusal, match="应当澄清"):
        draft_reply(item=item, way="none", text="不回应", by=watch.officer, at=NOON)
    reply = draft_reply(item=item, way="official", text="经核查，该工地没有拖欠工资", by=watch.officer, at=NOON)
    assert reply.clarifies
    decide_reply(reply=reply, agreed=True, opinion="", published="县人社局公众号", by=watch.head, at=at(TODAY, 13))
    item.refresh_from_db()
    assert item.is_rumour
    with pytest.raises(Refusal, match="没有登记线下处置"):
        close_item(item=item, conclusion="已澄清", by=watch.officer, at=at(TODAY, 14))
    hand_on(item=item, to="police", reason="编造聚集讨薪视频引流", by=watch.officer, at=at(TODAY, 14))
    note_handling(
        item=item,
        line="offline",
        text="到工地核对工资表",
        happened_at=at(TODAY, 10),
        by=watch.officer,
        at=at(TODAY, 15),
    )
    assert close_item(item=item, conclusion="已澄清", by=watch.officer, at=at(TODAY, 16)).state == "closed"
    reopened = reopen_item(item=item, why="视频又出现", by=watch.officer, at=at(TODAY, 17))
    assert (reopened.state, reopened.closed_at, reopened.answered_at) == ("checking", None, at(TODAY, 13))


def test_a_draft_is_let_out_by_another_or_sent_back_with_the_reason(watch: Watch) -> None:
    item = checked(watch)
    reply = draft_reply(item=item, way="platform", text="正在核查", by=watch.head, at=NOON)
    with pytest.raises(Refusal, match="不能审发自己拟的回应"):
        decide_reply(reply=reply, agreed=True, opinion="", published="原帖", by=watch.head, at=NOON)
    with pytest.raises(NotAllowed):
        decide_reply(reply=reply, agreed=True, opinion="", published="原帖", by=watch.officer, at=NOON)
    leader = watch.people.leader
    with pytest.raises(Refusal, match="没有写明发布位置"):
        decide_reply(reply=reply, agreed=True, opinion="", published=" ", by=leader, at=NOON)
    with pytest.raises(Refusal, match="没有写明意见"):
        decide_reply(reply=reply, agreed=False, opinion="", published="", by=leader, at=NOON)
    decide_reply(reply=reply, agreed=False, opinion="补充热线电话", published="", by=leader, at=NOON)
    item.refresh_from_db()
    assert (item.state, item.answered_at) == ("checked", None)
    again = draft_reply(item=item, way="none", text="发帖人已删帖，当面答复", by=watch.head, at=NOON)
    with pytest.raises(Refusal, match="已经审发"):
        decide_reply(reply=reply, agreed=True, opinion="", published="原帖", by=leader, at=NOON)
    assert decide_reply(reply=again, agreed=True, opinion="", published="", by=leader, at=NOON).agreed
    assert OpinionReply.objects.count() == 2


def test_nothing_is_done_out_of_order_or_by_the_wrong_person(watch: Watch) -> None:
    item = watch.enter().item
    with pytest.raises(Refusal, match="先确定承办人"):
        record_check(item=item, truth="true", how="核实", by=watch.officer, at=NOON)
    with pytest.raises(Refusal, match="不能拟回应"):
        draft_reply(item=item, way="platform", text="正在核查", by=watch.officer, at=NOON)
    with pytest.raises(Refusal, match="先确定承办人"):
        note_handling(item=item, line="online", text="联系", happened_at=NOON, by=watch.officer, at=NOON)
    with pytest.raises(NotAllowed):
        take_up(item=item, officer=watch.stranger, by=watch.stranger, at=NOON)
    with pytest.raises(NotAllowed):
        take_up(item=item, officer=watch.officer, by=watch.people.owner, at=NOON)
    with pytest.raises(Refusal, match="不是本辖区"):
        take_up(item=item, officer=watch.stranger, by=watch.officer, at=NOON)
    with pytest.raises(NotFound):
        seen_item(watch.stranger, item.pk)
    assert seen_item(watch.people.superior, item.pk).pk == item.pk
    take_up(item=item, officer=watch.second, by=watch.officer, at=NOON)
    assert Message.objects.filter(staff=watch.second, template="officer_assigned").count() == 1
    handed = take_up(item=item, officer=watch.officer, by=watch.second, at=NOON, note="交回")
    assert (handed.officer_id, handed.state, handed.assessed_at) == (watch.officer.pk, "checking", NOON)
    with pytest.raises(Refusal, match="早于收到"):
        note_handling(item=item, line="online", text="联系", happened_at=at(TODAY, 8), by=watch.officer, at=NOON)


@pytest.mark.parametrize(
    ("state", "truth", "linked", "offline", "why"),
    [
        ("checking", "", False, False, "还没有发布回应"),
        ("drafted", "true", True, True, "还没有发布回应"),
        ("answered", "true", False, True, "欠薪属实，还没有关联线索"),
        ("answered", "partly", True, False, ""),
        ("answered", "false", False, False, "只有线上回应，没有登记线下处置"),
        ("answered", "unclear", False, True, ""),
        ("checked", "unrelated", False, False, ""),
        ("checking", "unrelated", False, False, "还没有发布回应"),
        ("closed", "true", True, True, "已经办结"),
    ],
)
def test_what_the_closing_waits_for(state: str, truth: str, linked: bool, offline: bool, why: str) -> None:
    assert why_not_close(Standing(state, truth, linked, offline)) == why


def test_an_existing_clue_is_linked_as_far_as_it_is_seen(watch: Watch) -> None:
    first = answered(watch, employer="牧野鼎盛建设有限公司", project="滨河学府")
    clue = register_as_clue(item=first, by=watch.officer, at=NOON)
    other = watch.enter(
        title="滨河学府又有人反映",
        text="还是那个工地，食堂的人也没有领到钱，一直没有人管这件事。",
        employer="牧野鼎盛建设有限公司",
    ).item
    assert other.lead_id is None
    assert clues_near(other, watch.officer) == [clue]
    linked = link_clue(item=other, clue=clue, by=watch.officer, at=NOON)
    assert linked.clue_id == clue.pk
    with pytest.raises(Refusal, match="已经关联"):
        link_clue(item=other, clue=clue, by=watch.officer, at=NOON)


def test_the_answer_is_due_by_the_national_figure_or_earlier_where_the_place_says_so(watch: Watch) -> None:
    item = watch.enter().item
    assert item.answer_due_at == at(TODAY) + timedelta(hours=48)
    assert item.assess_due_at is None  # no source gives a figure
    LocalSetting.objects.create(
        key="opinion.answer_hours",
        region_id="410700",
        value={"orange": 5, "blue": 72},
        source="市文件",
        valid_from=TODAY,
    )
    LocalSetting.objects.create(
        key="opinion.assess_hours", region_id="410721", value=1, source="县文件", valid_from=TODAY
    )
    grave = watch.enter(title="十五个人没领到工资", text="园林绿化项目的十几位老人等着工钱买药。", persons=15).item
    assert (grave.grade, grave.answer_due_at) == ("orange", at(TODAY, 14))
    assert grave.assess_due_at == at(TODAY, 10)
    slight = watch.enter(title="听说有地方欠薪", text="随便说说，也不知道是真是假的一件事情。").item
    assert (slight.grade, slight.answer_due_at) == (
        "blue",
        at(TODAY) + timedelta(hours=48),
    )  # later than the national one: not followed


def test_what_does_not_fit_is_named_at_once(watch: Watch) -> None:
    with pytest.raises(BadInput) as wrong:
        watch.enter(title=" ", medium="radio", link="javascript:alert(1)", persons=-1, published_at=at(TODAY, 20))
    assert {fault.column for fault in wrong.value.faults} == {"标题", "来源平台", "链接", "涉及人数", "发布时间"}
    with pytest.raises(NotAllowed):
        from nuanxin.watch.opinion.collecting.entering import enter_item
        from nuanxin.watch.opinion.collecting.facts import ItemFacts

        enter_item(facts=ItemFacts(title="某工地", medium="weibo"), region=watch.region, by=watch.stranger, at=NOON)
    assert OpinionItem.objects.count() == 0
