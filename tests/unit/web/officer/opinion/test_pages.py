"""The pages of public opinion by who opens them, and the whole way of one item through its forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.opinion.answering.checking import take_up
from nuanxin.watch.opinion.collecting.models import OpinionTake
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.roster.models import WatchHandover, WatchShift
from tests.conftest import TODAY, at
from tests.unit.watch.opinion.conftest import STORY, Watch

pytestmark = pytest.mark.django_db
LISTS = ("", "all/", "figures/", "rules/", "roster/")


def page(client: Client, address: str) -> str:
    answer = client.get(f"/officer/opinion/{address}")
    assert answer.status_code == 200, (address, answer.status_code)
    text: str = answer.content.decode()
    return text


def send(client: Client, address: str, **values: Any) -> str:
    """Post a form and read the page that it leads to; a refused form fails with its words."""
    answer = client.post(f"/officer/opinion/{address}", values, follow=True)
    text: str = answer.content.decode()
    assert answer.status_code == 200, text[text.find("nx-form") :][:1500]
    return text


def test_who_comes_in(watch: Watch, enter: Any) -> None:
    item = watch.enter().item
    people = watch.people
    for staff in (watch.officer, people.head, people.superior, people.coordinator, people.leader):
        client = enter(staff)
        for address in (*LISTS, f"{item.pk}/", *(f"{item.pk}/?tab={tab}" for tab in ("grade", "reply", "same"))):
            page(client, address)
        assert item.title in page(client, "")
    for staff in (people.owner, people.housing, people.auditor):
        client = enter(staff)
        assert {client.get(f"/officer/opinion/{address}").status_code for address in (*LISTS, f"{item.pk}/")} == {403}
    stranger = enter(watch.stranger)
    assert item.title not in page(stranger, "")
    assert item.title not in page(stranger, "all/")
    for address in (f"{item.pk}/", f"{item.pk}/acts/take/", f"{item.pk}/joins/1/undo/"):
        assert stranger.get(f"/officer/opinion/{address}").status_code == 404
    leader = enter(people.leader)  # lets answers out, does not handle
    assert leader.get(f"/officer/opinion/{item.pk}/acts/take/").status_code == 403
    assert leader.get("/officer/opinion/new/").status_code == 403
    assert "研判并承办" not in page(leader, f"{item.pk}/")


def test_the_whole_way_through_the_forms(watch: Watch, enter: Any) -> None:
    officer, head = enter(watch.officer), enter(watch.head)
    said = send(
        officer,
        "new/",
        title="滨河学府工地欠薪",
        text=STORY,
        link="https://weibo.com/1/abc",
        region="410721",
        persons="45",
        employer="牧野鼎盛建设有限公司",
    )
    assert "橙色（较大）" in said
    item = OpinionItem.objects.get()
    assert (item.medium, item.way) == ("weibo", "hand")
    assert "已经登记过" in send(officer, "new/", title="另写一个标题", link="https://weibo.com/1/abc", region="410721")
    acts = f"{item.pk}/acts/"
    send(officer, f"{acts}take/", officer=watch.officer.pk)
    send(officer, f"{acts}grade/", grade="red", why="临近春节，可能聚集")
    send(officer, f"{acts}handle/", line="online", happened_at="2024-01-10 09:00", text="私信联系发帖人")
    assert "属实" in send(officer, f"{acts}check/", truth="true", how="项目部承认拖欠")
    assert "登记为线索" in page(officer, f"{item.pk}/")
    send(officer, f"{acts}clue/")
    clue = Clue.objects.get(external_number=f"opinion:{item.pk}")
    assert clue.number in page(officer, f"{item.pk}/")
    assert "待审发" in send(officer, f"{acts}draft/", way="platform", text="已成立专班核查，请拨打热线")
    assert officer.get(f"/officer/opinion/{acts}decide/").status_code == 403
    assert "已成立专班核查" in page(head, f"{acts}decide/")
    refused = head.post(f"/officer/opinion/{acts}decide/", {"agreed": "yes"})
    assert refused.status_code == 422
    assert "没有写明发布位置" in refused.content.decode()
    send(head, f"{acts}decide/", agreed="yes", published="原帖评论区")
    done = send(officer, f"{acts}close/", conclusion="已登记线索跟踪支付")
    assert "已办结" in done
    assert "按期回应" in done
    assert "恢复办理" in done


def test_a_double_is_joined_shown_and_parted(watch: Watch, enter: Any) -> None:
    first = watch.enter().item
    copy = watch.enter(title="转发：滨河学府工地欠薪", text=f"扩散！{STORY}", medium="forum", outlet="热心网友").item
    assert copy.lead_id == first.pk
    officer = enter(watch.officer)
    shown = page(officer, f"{first.pk}/")
    assert "归并进来的信息（1）" in shown
    assert copy.title in page(officer, "all/")
    assert copy.title not in page(officer, "")
    assert "已经归并" in page(officer, f"{copy.pk}/")
    assert officer.get(f"/officer/opinion/{copy.pk}/acts/take/").status_code == 409
    join = copy.joins.get()
    back = send(officer, f"{copy.pk}/joins/{join.pk}/undo/", why="是另一个班组")
    assert "研判并承办" in back
    same = page(officer, f"{copy.pk}/?tab=same")
    assert first.title in same
    send(officer, f"{copy.pk}/acts/join/", into=str(first.pk), why="核对后确是同一帖")
    copy.refresh_from_db()
    assert copy.lead_id == first.pk
    assert "撤销：是另一个班组" in page(officer, f"{first.pk}/")


def test_every_figure_opens_to_as_many_rows(watch: Watch, enter: Any) -> None:
    with occasion(at=at(TODAY) - timedelta(days=4), source="test"):
        old = watch.enter(when=at(TODAY) - timedelta(days=4)).item
    watch.enter(title="有人要跳楼讨薪", text="豫北宏达建筑有限公司项目部，有工人说要跳楼，要求发放拖欠的工资。")
    watch.enter(title="转发：滨河学府工地欠薪", text=STORY)
    watch.enter(title="听说有地方欠薪", text="随便说说，也不知道是真是假的一件事情。")
    take_up(item=old, officer=watch.officer, by=watch.officer, at=at(TODAY))
    officer = enter(watch.officer)
    answer = officer.get("/officer/opinion/figures/")
    told = answer.context["told"]
    assert (told.items, told.counts["files"], told.counts["overdue"], told.counts["grade_red"]) == (4, 3, 1, 1)
    assert sum(told.counts[key] for key in ("in_time", "late", "overdue", "waiting", "unlimited", "none_due")) == 3
    addresses = [(line[1], line[2]) for _, lines in answer.context["groups"] for line in lines] + [
        (4, answer.context["items_url"])
    ]
    for number, address in addresses:
        opened = officer.get(address)
        assert opened.context["total"] == number, address
        assert opened.context["complaints"] == [], address
    assert 'nx-badge">1' in page(officer, "") or ">1<" in page(officer, "")


def test_a_table_is_taken_in_with_its_bad_rows_named(watch: Watch, enter: Any) -> None:
    officer = enter(watch.officer)
    rows = f"标题,内容,来源平台,发布时间,阅读量,链接\n滨河学府欠薪,{STORY},微博,2024-01-09 20:15,1.2万,https://weibo.com/9\n坏行,内容,微博,前天,很多,\n,没有标题,微博,,,\n滨河学府欠薪,转发：{STORY},抖音平台,,,\n又一条,{STORY}支持！,短视频,,,\n"
    said = send(officer, "take/", file=SimpleUploadedFile("舆情.csv", rows.encode("gb18030")), region="410721")
    assert "读到5条：新收2条（其中自动归并1条），已有0条，退回3条" in said
    take = OpinionTake.objects.get()
    assert [fault.split("：")[0] for fault in take.faults] == [
        "第3行“发布时间”",
        "第3行“阅读量”",
        "第5行“来源平台”",
        "第4行“标题”",
    ]
    again = send(officer, "take/", file=SimpleUploadedFile("舆情.csv", rows.encode("gb18030")), region="410721")
    assert "新收0条" in again
    item = OpinionItem.objects.get(title="滨河学府欠薪")
    assert (item.views, item.published_at) == (12000, at(TODAY - timedelta(days=1), 20, 15))
    bad = officer.post(
        "/officer/opinion/take/", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no zip"), "region": "410721"}
    )
    assert bad.status_code == 422


def test_the_roster_is_planned_changed_and_handed_over(watch: Watch, enter: Any) -> None:
    head, officer, second = enter(watch.head), enter(watch.officer), enter(watch.second)
    assert "现在没有人值守" in page(officer, "roster/")
    assert officer.get("/officer/opinion/roster/plan/").status_code == 403
    send(
        head,
        "roster/plan/",
        first="2024-01-10",
        last="2024-01-12",
        kinds="白班 8:00-20:00\n夜班 20:00-8:00",
        people=[watch.officer.pk, watch.second.pk],
    )
    assert WatchShift.objects.count() == 6
    shown = page(officer, "roster/")
    assert "交班（白班）" in shown
    assert "今后七天有 1 段时间没有人值守" in shown
    shift = WatchShift.objects.order_by("starts_at").first()
    assert shift is not None
    send(officer, f"roster/{shift.pk}/hand-over/", to=watch.second.pk, text="两条待回复")
    note = WatchHandover.objects.get()
    assert "确认接班" not in page(officer, "roster/")
    assert "确认接班" in page(second, "roster/")
    assert "已接班" in send(second, f"roster/handovers/{note.pk}/")
    night = WatchShift.objects.order_by("starts_at")[1]
    assert "请假" in send(head, f"roster/{night.pk}/", to=watch.officer.pk, why="请假") or True
    night.refresh_from_db()
    assert night.withdrawn_why == "请假"
    stranger = enter(watch.stranger)
    assert stranger.get(f"/officer/opinion/roster/{shift.pk}/hand-over/").status_code == 404
    assert stranger.get("/officer/opinion/roster/?region=410721").context["region"].pk == "410724"
