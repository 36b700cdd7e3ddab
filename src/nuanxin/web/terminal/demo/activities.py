"""Activities in the demonstration: a season of them, one joint, one with the same people, one corrected, one withdrawn; materials, posts, a practice."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from nuanxin.foundation.organisations.models import Staff
from nuanxin.services.events.facts import ActivityFacts, facts_of
from nuanxin.services.events.materials.making import MaterialFacts, make_material
from nuanxin.services.events.materials.posting import PostFacts, record_post
from nuanxin.services.events.models import Activity
from nuanxin.services.events.practices.sharing import PracticeFacts, check_practice, write_practice
from nuanxin.services.events.recording import Recorded, correct_activity, record_activity, withdraw_activity
from nuanxin.services.events.resembling import Answer
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast
from nuanxin.web.terminal.demo.playing import Stage

# Days ago, kind, place, persons, migrants, who of the cast; every place is invented.
_HELD: tuple[tuple[int, str, str, str, int, int | None, str], ...] = (
    (62, "publicity", "market", "城南零工市场", 140, 120, "inspector"),
    (55, "law_lecture", "site", "云栖府二期工地", 65, 60, "inspector"),
    (41, "lawyers_to_site", "site", "滨河学府工地", 48, 45, "aid_officer"),
    (34, "legal_advice", "window", "县政务服务大厅", 31, None, "aid_officer"),
    (27, "cadre_law", "school", "县委党校", 80, 0, "inspector"),
    (20, "quiz", "park", "县产业园", 210, 150, "second"),
    (13, "publicity_week", "station", "县汽车站", 320, 260, "reception"),
    (9, "job_fair", "fair", "人民广场", 900, 610, "inspector"),
    (6, "warmth", "site", "高铁片区安置房", 75, 75, "housing"),
)


def play_activities(cast: Cast, today: date) -> int:
    """Every story once; returns how many activities stand. Played again, nothing happens twice."""
    if Activity.objects.exists():
        return Activity.objects.filter(withdrawn_on__isnull=True).count()
    inspector, housing = cast.inspector, cast.housing
    with _morning(cast, today, 70) as on:
        facts = MaterialFacts("handbook", "农民工工资维权手册", 5000, on, "怎样留证据、到哪里投诉、多久有答复")
        book = make_material(facts=facts, by=inspector, on=on)
        make_material(facts=MaterialFacts("video", "工资条里的秘密（微视频）", 1, on), by=inspector, on=on)
    held: dict[str, Activity] = {}
    for ago, kind, where, place, persons, migrants, who in _HELD:
        by = cast.desks[who] if who in cast.desks else getattr(cast, who)
        given = [(book, persons // 2)] if by.unit_id == inspector.unit_id else []
        told = _facts(by, kind, where, place, today - timedelta(days=ago), persons, migrants)
        held[kind] = _enter(cast, today, ago, told, by, given=given).activity
    fair = held["job_fair"]
    brand = _facts(inspector, "labour_brand", "fair", "人民广场", fair.held_on, 260, 240)
    crowd = {fair.series: Answer(same=False, why="招聘会场内的劳务品牌展区", same_people=True)}
    _enter(cast, today, 9, brand, inspector, answers=crowd)
    same = {held["warmth"].series: Answer(same=True)}
    _enter(
        cast,
        today,
        5,
        _facts(inspector, "warmth", "site", "高铁片区安置房工地", held["warmth"].held_on, 70, 70),
        inspector,
        answers=same,
    )
    with _morning(cast, today, 4) as on:
        quiz = held["quiz"]
        right = {**{name: getattr(facts_of(quiz), name) for name in ActivityFacts.__dataclass_fields__}, "persons": 198}
        correct_activity(activity=quiz, facts=ActivityFacts(**right), reason="按签到表核对", by=cast.second, on=on)
        wrong = _facts(inspector, "briefing", "village", "翟坡镇", on, 30, 30)
        made = record_activity(facts=wrong, key=_key("wrong"), by=inspector, on=on)
        withdraw_activity(activity=made.activity, why="因天气改期，没有举办", by=inspector, on=on)
        record_post(
            facts=PostFacts("wechat", "新乡县人社", "年底讨薪指南：四个渠道一次说清", on, "https://example.cn/wechat/1"),
            by=inspector, on=on,
        )  # fmt: skip
        row = write_practice(
            facts=PracticeFacts(
                "零工市场“晨间一刻”", "每天早上在零工市场开市前一刻钟，由监察员和律师轮流讲一个欠薪案例，当场登记线索，当日分派。",
                "“薪暖农民工”服务行动",
            ),
            by=inspector, on=on,
        )  # fmt: skip
        check_practice(practice=row, by=cast.head, on=on)
        write_practice(facts=PracticeFacts("安置房项目月度工资公示", "每月发薪后三日内在工地公示。"), by=housing, on=on)
    return Activity.objects.filter(withdrawn_on__isnull=True).count()


def _enter(cast: Cast, today: date, ago: int, told: ActivityFacts, by: Staff, **more: Any) -> Recorded:
    with _morning(cast, today, ago) as on:
        key = _key(f"{told.kind} {told.held_on} {told.unit_id}")
        return record_activity(facts=told, key=key, by=by, on=max(on, told.held_on), **more)


def _facts(
    by: Staff, kind: str, where: str, place: str, day: date, persons: int, migrants: int | None
) -> ActivityFacts:
    return ActivityFacts(
        kind=kind, region_id=COUNTY, unit_id=by.unit_id or 0, place_kind=where, place=place, held_on=day,
        persons=persons, migrants=migrants, begins=time(9), ends=time(11),
    )  # fmt: skip


def _key(said: str) -> UUID:
    """The same story has the same number."""
    return uuid5(NAMESPACE_URL, f"nuanxin-demo {said}")


def _morning(cast: Cast, today: date, ago: int) -> Any:
    return Stage(cast, Inventor(0), today, today - timedelta(days=ago)).morning()
