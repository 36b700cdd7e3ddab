"""Public opinion in the demonstration: an item in every state, doubles joined and parted, a rumour clarified, a roster with a gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.watch.opinion.answering.checking import hand_on, note_handling, record_check, take_up
from nuanxin.watch.opinion.answering.closing import close_item
from nuanxin.watch.opinion.answering.linking import register_as_clue
from nuanxin.watch.opinion.answering.replying import decide_reply, draft_reply
from nuanxin.watch.opinion.collecting.entering import enter_item, take_items
from nuanxin.watch.opinion.collecting.facts import ItemFacts
from nuanxin.watch.opinion.grading.acts import change_grade
from nuanxin.watch.opinion.joining.acts import undo_join
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.roster.handing_over import hand_over_watch, take_over_watch
from nuanxin.watch.opinion.roster.hours import kinds_in
from nuanxin.watch.opinion.roster.planning import plan_shifts
from nuanxin.watch.opinion.words import Way
from nuanxin.web.patterns.entrance import DEMO_PASSWORD
from nuanxin.web.terminal.demo.people import COUNTY, SINCE, Cast

# (title, text, more facts); every name is invented.
_TOLD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "closed": ("云栖府二期木工班组反映欠薪", "新乡云栖置业有限公司的云栖府二期，木工班组23个人从七月干到十月，一共38万元工钱没有结，项目部说等总包拨款，已经拖了两个月。",
               {"medium": "weibo", "outlet": "豫北打工人", "employer": "新乡云栖置业有限公司", "project": "云栖府二期", "persons": 23, "amount_fen": 38_000_000, "views": 6200, "shares": 140}),
    "rumour": ("网传产业园工地百人堵路讨薪", "视频说县产业园八号厂房工地一百多人堵路讨薪，还打伤了人，现场画面很乱，发布者让大家加群看后续。",
               {"medium": "video", "outlet": "新乡身边事儿", "project": "产业园八号厂房", "persons": 100, "views": 83_000, "shares": 1900}),
    "unrelated": ("小区业主因交房延期聚集", "锦绣华庭的业主在售楼部门口要求按期交房，和工人工资没有关系，现场秩序正常。", {"medium": "offline", "place": "锦绣华庭售楼部"}),
    "answered": ("人民医院新院区保洁员反映两个月没发工资", "人民医院新院区的保洁阿姨说，新乡洁安物业服务有限公司有两个月没有发工资，一共9个人，马上要交孩子学费了。",
                 {"medium": "board", "employer": "新乡洁安物业服务有限公司", "project": "人民医院新院区", "persons": 9, "government": True}),
    "drafted": ("服装厂工人发帖：老板失联", "牧野华彩服装有限公司上周突然关门，老板电话打不通，我们四十一个人最后三个月的工资一分没有发，机器正在往外拉。",
                {"medium": "forum", "outlet": "本地论坛", "employer": "牧野华彩服装有限公司", "persons": 41}),
    "sent_back": ("外卖站点拖欠骑手工资", "城东站点换了老板，上个月的单量对不上，十二个骑手少发了两万多元，群里一直没有答复。", {"medium": "wechat", "outlet": "骑手之家", "persons": 12}),
    "checked": ("高铁片区安置房钢筋工欠薪", "高铁片区安置房四标段，中原恒瑞劳务有限公司欠钢筋班组17人工钱26万元，说好中秋结清，现在又推到年底。",
                {"medium": "press", "outlet": "平原晚报", "employer": "中原恒瑞劳务有限公司", "project": "高铁片区安置房四标段", "persons": 17, "amount_fen": 26_000_000, "government": True}),
    "checking": ("饭店后厨反映压工资", "平原路鼎盛酒楼后厨六个人，老板每个月压半个月工资，辞职也不给结清。", {"medium": "weibo", "employer": "平原路鼎盛酒楼", "persons": 6}),
    "received": ("塔吊上有人喊话要工资", "滨河学府工地早上有个师傅爬塔吊讨薪，喊着要见项目经理，下面围了不少人，有人在拍视频。", {"medium": "video", "outlet": "手机用户", "project": "滨河学府", "views": 900}),
    "overdue": ("物流园装卸工两个月没领到钱", "冷链物流港的装卸工说，延津安顺物流有限公司两个月没发工资，30人左右，白天还在干活。",
                {"medium": "forum", "outlet": "本地论坛", "employer": "延津安顺物流有限公司", "project": "冷链物流港"}),
}  # fmt: skip


@dataclass
class Desk:
    """Who watches by day and by night, who lets out, and the story's clock."""

    cast: Cast
    day: Staff
    night: Staff
    region: Region
    today: date

    def at(self, ago: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days ago."""
        day = self.today - timedelta(days=ago)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)

    def enter(self, key: str, ago: int, hour: int) -> OpinionItem:
        title, text, more = _TOLD[key]
        link = f"https://example.cn/{key}" if more["medium"] != "offline" else ""
        when = self.at(ago, hour)
        facts = ItemFacts(title=title, text=text, link=link, published_at=when - timedelta(hours=1), **more)
        with occasion(at=when, source="演示数据"):
            return enter_item(facts=facts, region=self.region, by=self.day, at=when).item

    def do(self, act: Any, ago: int, hour: int, *, by: Staff | None = None, **more: Any) -> Any:
        """One act at its moment."""
        when = self.at(ago, hour)
        with occasion(at=when, source="演示数据"):
            return act(by=by or self.day, at=when, **more)


def play_opinion(cast: Cast, today: date) -> int:
    """Every story once; returns how many items there are. Played again, nothing happens twice."""
    county = cast.head.unit
    assert county is not None
    day, night = (
        _watcher(name, called, county)
        for name, called in (("demo-opinion", "柳舆情"), ("demo-opinion-night", "蒋值夜"))
    )
    desk = Desk(cast, day, night, Region.objects.get(pk=COUNTY), today)
    if OpinionItem.objects.filter(region=desk.region).exists():
        return OpinionItem.objects.count()
    _closed(desk)
    _rumour(desk)
    _on_the_way(desk)
    _doubles(desk)
    _roster(desk)
    return OpinionItem.objects.count()


def _watcher(username: str, name: str, unit: Any) -> Staff:
    staff = Staff.objects.filter(username=username).first()
    if staff is None:
        staff = Staff.objects.create_user(username, DEMO_PASSWORD, name=name, unit=unit, phone="0373-5550110")
    Post.objects.get_or_create(
        staff=staff, unit=unit, duty="opinion_officer", region_id=unit.region_id, defaults={"valid_from": SINCE}
    )
    return staff


def _taken(desk: Desk, key: str, ago: int, hour: int) -> OpinionItem:
    item = desk.enter(key, ago, hour)
    desk.do(take_up, ago, hour + 1, item=item, officer=desk.day)
    return item


def _found(desk: Desk, key: str, ago: int, hour: int, truth: str, how: str) -> OpinionItem:
    item = _taken(desk, key, ago, hour)
    desk.do(record_check, ago, hour + 3, item=item, truth=truth, how=how)
    return item


def _let_out(desk: Desk, item: OpinionItem, ago: int, hour: int, way: str, text: str, where: str) -> None:
    reply = desk.do(draft_reply, ago, hour, item=item, way=way, text=text)
    desk.do(decide_reply, ago, hour + 1, by=desk.cast.head, reply=reply, agreed=True, opinion="同意", published=where)


def _closed(desk: Desk) -> None:
    item = _found(desk, "closed", 12, 9, "true", "约谈项目经理，核对考勤表和工资表，23人属实")
    when = desk.at(12, 11)
    desk.do(
        note_handling, 12, 13, item=item, line="offline", text="到项目部现场核查，通知总包单位到场", happened_at=when
    )
    desk.do(register_as_clue, 12, 13, item=item)
    _let_out(
        desk, item, 12, 15, "platform", "您反映的情况已经登记办理，县劳动保障监察大队正在督促支付。", "微博原帖评论区"
    )
    desk.do(close_item, 10, 10, item=item, conclusion="已登记线索，总包单位承诺限期支付，转线索台账跟踪到付清")
    gone = _found(desk, "unrelated", 9, 9, "unrelated", "现场了解为交房纠纷，已告知住建部门")
    desk.do(close_item, 9, 13, item=gone, conclusion="与欠薪无关，已转告住建部门")


def _rumour(desk: Desk) -> None:
    item = _found(
        desk, "rumour", 7, 9, "malicious", "公安、住建到场核实：无人堵路，画面系外地旧视频拼接；核对工资表已足额发放"
    )
    when = desk.at(7, 10)
    desk.do(
        note_handling, 7, 12, item=item, line="offline", text="会同公安、住建到工地核查，逐班组询问", happened_at=when
    )
    desk.do(hand_on, 7, 12, item=item, to="police", reason="拼接外地旧视频编造百人堵路，引流牟利")
    text = "经核查，网传“百人堵路讨薪”视频系拼接外地旧画面。该工地工人工资已按月足额发放。请勿传播不实信息。"
    _let_out(desk, item, 7, 13, "official", text, "县人社局微信公众号")
    desk.do(close_item, 6, 9, item=item, conclusion="已澄清，发布者由公安机关依法处理")
    again = desk.at(2, 18)
    facts = ItemFacts("又见：百人堵路讨薪", f"转发：{_TOLD['rumour'][1]}", "wechat", "老乡群", published_at=again)
    with occasion(at=again, source="演示数据"):
        enter_item(facts=facts, region=desk.region, by=desk.night, at=again)


def _on_the_way(desk: Desk) -> None:
    late = _taken(desk, "overdue", 4, 9)
    desk.do(
        note_handling, 4, 12, item=late, line="online", text="私信发帖人，等待提供考勤记录", happened_at=desk.at(4, 11)
    )
    item = _found(desk, "answered", 3, 9, "partly", "物业公司承认拖欠一个月，另一个月正在对账")
    desk.do(register_as_clue, 3, 13, item=item)
    _let_out(desk, item, 3, 14, "platform", "已责成用工单位三日内核对并支付，结果将在此回复。", "政务平台留言回复")
    drafted = _found(desk, "drafted", 2, 9, "true", "到厂核查已停工，工人名册、工资表已固定")
    desk.do(register_as_clue, 2, 13, item=drafted)
    desk.do(
        draft_reply,
        2,
        14,
        item=drafted,
        way="official",
        text="县里已成立专班，正在查找经营者并保全设备，工人可到登记点登记。",
    )
    back = _found(desk, "sent_back", 2, 10, "unclear", "站点和骑手说法不一，正在调取单量")
    reply = desk.do(draft_reply, 2, 14, item=back, way="platform", text="正在核实。")
    desk.do(
        decide_reply,
        2,
        15,
        by=desk.cast.head,
        reply=reply,
        agreed=False,
        opinion="写明向谁反映、几时答复",
        published="",
    )
    checked = _found(desk, "checked", 1, 9, "true", "劳务公司认可欠付26万元")
    desk.do(change_grade, 1, 14, item=checked, grade="red", why="政府投资项目，年底前连续被报道")
    _taken(desk, "checking", 1, 13)
    desk.enter("received", 1, 20)


def _doubles(desk: Desk) -> None:
    """A file of reposts: one is joined by the house, one joined and parted by the desk, one of like words is left to a person."""
    when, text = desk.at(1, 21), _TOLD["checked"][1]
    lines = [
        (2, ItemFacts("转：安置房欠薪", f"扩散！{text}顶上去", "wechat", "业主群", link="https://example.cn/copy-1")),
        (3, ItemFacts("安置房又一班组", f"{text}我们架子工也是一样", "video", "工友老赵", link="https://example.cn/copy-2")),
        (4, ItemFacts("另一标段欠薪", text.replace("四标段", "一标段").replace("中原恒瑞", "豫新宏业").replace("17", "35").replace("26", "70"), "forum", link="https://example.cn/copy-3")),
    ]  # fmt: skip
    with occasion(at=when, source="演示数据"):
        faults = [Fault("“很多”不是数字", 5, "阅读量")]
        take_items(
            region=desk.region, way=Way.FILE, name="平台导出.xlsx", lines=lines, faults=faults, by=desk.night, at=when
        )
    other = OpinionItem.objects.get(title="安置房又一班组")
    join = other.joins.filter(undone_at__isnull=True).first()
    if join:
        desk.do(undo_join, 1, 22, by=desk.night, join=join, why="架子工是另一班组，金额另算")


def _roster(desk: Desk) -> None:
    """Two weeks by day and night; the last three days ahead are not laid out yet."""
    kinds = kinds_in("白班 08:00-20:00\n夜班 20:00-08:00")
    when, people = desk.at(10, 7), [desk.day, desk.night, desk.cast.head]
    first, last = when.date(), desk.today + timedelta(days=3)
    with occasion(at=when, source="演示数据"):
        shifts = plan_shifts(
            region=desk.region, first=first, last=last, kinds=kinds, people=people, by=desk.cast.coordinator, at=when
        )
    begun = [one for one in shifts if one.ends_at <= desk.at(0, 8)]
    for shift, after in zip(begun[-4:], begun[-3:], strict=False):
        moment = shift.ends_at - timedelta(minutes=10)
        with occasion(at=moment, source="演示数据"):
            note = hand_over_watch(
                shift=shift,
                to=after.staff,
                text="重点关注安置房、塔吊两条；已答应发帖人次日回复。",
                by=shift.staff,
                at=moment,
            )
            take_over_watch(handover=note, by=after.staff, at=moment + timedelta(minutes=8))
