"""A story about wages in a real browser: written down by night, a repost joined, checked, answered by another's leave, closed."""

from __future__ import annotations

from typing import Any

from nuanxin.watch.opinion.models import OpinionItem
from tests.conftest import People, person
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE

pytestmark = IN_BROWSER
STORY = "滨河学府工地的木工班组45个人，从八月到现在没有领到工钱，项目部一直说等甲方拨款，马上过年了请大家帮忙转发。"


def test_from_the_first_post_to_the_answer(browser: Any, site: Any, people: People, that_morning: None) -> None:
    officer = person("opinion", "柳舆情", people.owner.unit, "opinion_officer")
    seat = Seat(browser, site, officer, size=PHONE_SIZE)
    seat.go("/officer/opinion/")
    seat.click("登记舆情", inside="main")
    seat.fill(
        title="滨河学府工地欠薪", text=STORY, outlet="打工人老李", medium="短视频、直播", region="新乡县", persons="45"
    )
    seat.submit("登记", "已登记，橙色（较大）")
    seat.look("opinion-item-phone")
    first = OpinionItem.objects.get()
    seat.go("/officer/opinion/new/")
    seat.fill(title="帮转", text=f"扩散！{STORY}", medium="微信公众号", region="新乡县")
    seat.submit("登记", "归并到")
    seat.go(f"/officer/opinion/{first.pk}/")
    seat.click("研判并承办", inside="main")
    seat.submit("确定", "核查中")
    seat.click("核查结论", inside="main")
    seat.page.get_by_label("不实（谣言）").check()
    seat.fill(how="核对工资表、询问班组长，工资已按月发放")
    seat.submit("确定", "谣言")
    seat.click("拟澄清", inside="main")
    seat.fill(way="政务新媒体、官网发布", text="经核查，网传内容不实。")
    seat.submit("确定", "待审发")
    head = Seat(browser, site, people.head)
    head.go("/officer/opinion/")
    head.look("opinion-ledger")
    head.click("滨河学府工地欠薪", inside="main")
    head.click("审发回应", inside="main")
    head.page.get_by_label("同意发布").check()
    head.fill(published="县人社局公众号")
    head.submit("确定", "已澄清")
    head.look("opinion-item")
    head.done()
    seat.go("/officer/opinion/roster/")
    seat.look("opinion-roster-phone")
    seat.done()
    first.refresh_from_db()
    assert (first.state, first.truth, first.copies.count()) == ("answered", "false", 1)
