"""The winter action in the demonstration: the city orders it, counties take it up, late or in time, and say what they have done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from nuanxin.command.campaigns.dividing.asking import ConcreteThing, ask_units, list_concrete
from nuanxin.command.campaigns.dividing.doing import accept_done, say_done, say_progress, send_back
from nuanxin.command.campaigns.dividing.giving import Quantity, give, give_as_meant
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.changing import add_task
from nuanxin.command.campaigns.opened.models import Campaign, CampaignTask
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.ready.opening import open_ready
from nuanxin.command.campaigns.ready.redating import Period, days_of, redated
from nuanxin.command.campaigns.ready.shelf import ready_campaign
from nuanxin.command.campaigns.taking_part.models import Participant, ThreadEntry
from nuanxin.command.campaigns.taking_part.passing_on import Addition, OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import name_liaison, receive
from nuanxin.command.campaigns.taking_part.sending import send, units_meant
from nuanxin.command.campaigns.taking_part.thread import say
from nuanxin.command.reporting.filing import explain, file_report, prepare, sign
from nuanxin.command.reporting.models import ReportRound
from nuanxin.command.reporting.reviewing import accept_report
from nuanxin.command.reporting.rounds.of_campaign import call_reports
from nuanxin.foundation.common import occasion as clock
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, NEIGHBOUR, SINCE, Cast
from nuanxin.web.terminal.demo.playing import Stage

T = TypeVar("T")
BEGAN, ENDS = 35, 25  # days before and after today
REPORTED, REPORT_LATE = 16, 1  # days ago on which the two reports were due
_LIAISON: dict[str, Any] = {
    "text": "收文后两个工作日内",
    "date": None,
    "relative": {"after": "收文", "amount": 2, "unit": "working_day"},
    "what": "报送联络员",
    "from": "各县（市、区）",
    "to": "市农民工办",
}
_PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763b8b4e1020004b50262f5a4a3dc0000000049454e44ae426082"
)  # one pixel: an invented photo needs no more
_PROOF = ("现场照片.png", _PHOTO)


@dataclass(frozen=True)
class _Play:
    """The cast, today, and the days gone by on which things are done."""

    cast: Cast
    today: date

    def on(self, ago: int, act: Callable[..., T], **facts: Any) -> T:
        """Do it so many days ago, on a working day, in office hours."""
        stage = Stage(self.cast, Inventor(0), self.today, self.today - timedelta(days=ago))
        stage.day = stage.calendar.previous_working(stage.day)
        with stage.morning():
            return act(**facts, at=clock.now())

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def play_campaign(cast: Cast, today: date) -> int:
    """The whole story once; returns how many campaigns there are. Played again, nothing happens twice."""
    if not Campaign.objects.exists():
        play = _Play(cast, today)
        campaign = play.on(BEGAN, _ordered, play=play)
        heads = _heads(cast, campaign)
        _taken_up(play, campaign, heads)
        below = play.on(30, _passed_on, play=play, row=_part(campaign, COUNTY))
        _divided(play, campaign, heads)
        _in_the_county(play, below)
        _reported(play, campaign)
    return Campaign.objects.count()


def _ordered(play: _Play, at: datetime) -> Campaign:
    """Opened by the city's office with a liaison asked for, sent to every county and the city's own bureau."""
    by = play.cast.coordinator
    assert by.unit is not None
    plan = ready_campaign("winter").plan
    period = Period(play.ago(BEGAN), play.today + timedelta(days=ENDS))
    new = {"2024-01-03": play.ago(REPORTED), "2024-02-06": play.ago(REPORT_LATE)}
    chosen = {one.at: new[one.old] for one in days_of(plan, period) if one.old in new}
    moved = redated(plan, period, chosen) | {
        "title": "关于开展根治欠薪冬季专项行动的通知",
        "issuer": [by.unit.name],
        "issued_on": period.start.isoformat(),
        "document_number": f"新农工办〔{period.start:%Y}〕6号",
    }
    moved["deadlines"] = [*moved["deadlines"], _LIAISON]
    for county in Region.objects.filter(parent=by.unit.region_id, level="county", valid_to__isnull=True):
        receiving_unit(county)
    campaign = open_campaign(plan=moved, unit=by.unit, by=by, received_on=period.start, ready="winter").campaign
    send(campaign=campaign, units=units_meant(campaign), due_on=play.ago(20), by=by, at=at)
    return campaign


def _heads(cast: Cast, campaign: Campaign) -> dict[str, Staff]:
    """Region → who speaks for its bureau: people of the cast, and in the other counties one without a password."""
    found = {COUNTY: cast.head, NEIGHBOUR: cast.neighbour}
    for row in campaign.participants.filter(role="lower").select_related("unit__region").order_by("unit__region_id"):
        code = row.unit.region_id
        if code not in found:
            name = f"{row.unit.region.name[:2]}队长"
            staff = Staff.objects.create_user(f"county-{code}", None, name=name, unit=row.unit)
            Post.objects.create(staff=staff, unit=row.unit, duty="inspection_head", region_id=code, valid_from=SINCE)
            found[code] = staff
    return found


def _part(campaign: Campaign, code: str) -> Participant:
    return campaign.participants.get(unit__code=f"hrss-{code}")


def _taken_up(play: _Play, campaign: Campaign, heads: Mapping[str, Staff]) -> None:
    """All but the last received it; the neighbour names nobody, the next one late; ten counties have a plan of their own."""
    *takers, _ = sorted(heads)
    for code in takers:
        row, by = _part(campaign, code), heads[code]
        play.on(BEGAN - 1, receive, participant=row, by=by)
        if code != NEIGHBOUR:
            ago = 24 if code == takers[-1] else BEGAN - 2
            phone = f"0373-555{int(code[-2:]):04}"
            play.on(ago, name_liaison, participant=row, name=by.name, post="监察大队", phone=phone, by=by)
    for code in [one for one in takers if one not in (COUNTY, NEIGHBOUR)][:9]:
        row, by = _part(campaign, code), heads[code]
        own = OwnPlan(f"{row.unit.region.name}根治欠薪冬季专项行动方案")
        play.on(27, pass_on, participant=row, own=own, by=by)
    words = "部署期限已过，联络员也没有报送，请于三日内补报。"
    pressed = _part(campaign, NEIGHBOUR)
    play.on(18, say, participant=pressed, kind=ThreadEntry.Kind.PRESSED, text=words, by=play.cast.coordinator)


def _passed_on(play: _Play, row: Participant, at: datetime) -> Campaign:
    """The county's own campaign: reports a day earlier, a task of its own."""
    reports = row.campaign.milestones.filter(on__isnull=False, sender__gt="")
    days = {one.pk: one.on - timedelta(days=1) for one in reports if one.on}
    text = "每周汇总各乡镇在建项目欠薪底数，报县农民工工作领导小组。"
    added = Addition(text, ("人力资源社会保障部门",), play.today + timedelta(days=20))
    own = OwnPlan("新乡县根治欠薪冬季专项行动实施方案", milestone_days=days, additions=[added])
    return pass_on(participant=row, own=own, by=play.cast.head, at=at)


def _divided(play: _Play, campaign: Campaign, heads: Mapping[str, Staff]) -> None:
    """The city gives every task to whom it means; the first was due ten days ago, joint receptions are counted."""
    by = play.cast.coordinator
    first = campaign.tasks.get(position=1)
    joint = campaign.tasks.get(text__contains="联合信访工作专班")
    counties = [one.unit for one in campaign.participants.filter(role="lower").select_related("unit")]
    play.on(29, give, task=first, units=counties, due_on=play.ago(10), by=by)
    four = Quantity(4, "场")
    play.on(29, give, task=joint, units=counties, due_on=play.today + timedelta(days=3), quantity=four, by=by)
    play.on(29, give_as_meant, campaign=campaign, by=by)
    codes = sorted(heads)
    accepted = [COUNTY, *[code for code in codes if code not in (COUNTY, NEIGHBOUR)][:4]]
    back, waiting = codes[-3], codes[-2]
    for code in (*accepted, back, waiting):
        share, size = _share(first, heads[code]), int(code[-2:])
        text = f"已排查在建项目 {8 + size % 9} 个、用人单位 {40 + size} 户，底数已建台账。"
        play.on(14, say_done, share=share, text=text, proof=_PROOF, by=heads[code])
        if code in accepted:
            play.on(12, accept_done, share=share, text="", by=by)
    why = "台账缺少涉及人数和金额，请补齐后再报。"
    play.on(12, send_back, share=_share(first, heads[back]), reason=why, by=by)
    for number, code in enumerate(accepted, 1):
        share, held = _share(joint, heads[code]), min(number, 3)
        text, proof = f"组织联合接访 {held} 场。", _PROOF if held > 1 else None
        play.on(8, say_progress, share=share, text=text, amount=held, proof=proof, by=heads[code])
    last, head = _share(joint, heads[accepted[-1]]), heads[accepted[-1]]
    play.on(6, say_done, share=last, text="第四场联合接访，全部当场答复。", amount=1, proof=_PROOF, by=head)
    play.on(5, accept_done, share=last, text="", by=by)


def _share(task: CampaignTask, by: Staff) -> TaskShare:
    return TaskShare.objects.get(task=task, unit=by.unit)


def _in_the_county(play: _Play, campaign: Campaign) -> None:
    """The county's bodies: three received it, one has not; done, sent back, late, due the day after tomorrow."""
    cast, by = play.cast, play.cast.head
    housing, aid, arbitration = cast.housing, cast.desks["aid_head"], cast.desks["arbitration_head"]
    units = [one.unit for one in (housing, aid, arbitration, cast.desks["police_liaison"]) if one.unit]
    play.on(28, send, campaign=campaign, units=units, due_on=None, by=by)
    for one in (housing, aid, arbitration):
        play.on(27, receive, participant=campaign.participants.get(unit=one.unit), by=one)
    works = campaign.tasks.get(text__startswith="工程建设行业主管部门")
    stations = _own_task(play, campaign, "在工地集中地设立法律援助联络点，当场受理农民工讨薪申请。", "法律援助机构", 4)
    rulings = _own_task(play, campaign, "开通农民工工资速裁通道，三日内立案。", "劳动争议仲裁机构", 6)
    soon, three = play.today + timedelta(days=1), Quantity(3, "个")
    play.on(26, give, task=works, units=[housing.unit], due_on=soon, by=by)
    play.on(26, give, task=stations, units=[aid.unit], due_on=None, quantity=three, by=by)
    play.on(26, give, task=rulings, units=[arbitration.unit], due_on=None, by=by)
    play.on(26, give_as_meant, campaign=campaign, by=by)
    _drive(play, campaign, aid)
    _things(play, campaign, aid)
    lawyers, court = _share(stations, aid), _share(rulings, arbitration)
    text = "在三个工地设立联络点，当场受理 12 件。"
    play.on(11, say_done, share=lawyers, text=text, amount=3, proof=_PROOF, by=aid)
    play.on(10, accept_done, share=lawyers, text="照片与台账一致", by=by)
    play.on(9, say_done, share=court, text="速裁通道已开通。", by=arbitration)
    play.on(8, send_back, share=court, reason="请报开通以来受理和立案的件数。", by=by)
    text = "已约谈转包项目总包单位 2 家，督办欠薪 3 件。"
    play.on(7, say_progress, share=_share(works, housing), text=text, by=housing)


def _drive(play: _Play, campaign: Campaign, aid: Staff) -> None:
    """A drive inside the county's plan, for legal aid; its first station is reported."""
    by, period = play.cast.head, Period(play.ago(25), play.today + timedelta(days=60))
    title = ready_campaign("fayuan").name

    def opened(at: datetime) -> Campaign:
        assert by.unit is not None
        return open_ready(key="fayuan", unit=by.unit, period=period, title=title, by=by, within=campaign).campaign

    drive = play.on(25, opened)
    play.on(25, send, campaign=drive, units=[aid.unit], due_on=None, by=by)
    play.on(24, give_as_meant, campaign=drive, by=by)
    first = _share(drive.tasks.get(position=1), aid)
    play.on(6, say_progress, share=first, text="县产业园联络点挂牌，律师每周三值班。", proof=_PROOF, by=aid)


def _things(play: _Play, campaign: Campaign, aid: Staff) -> None:
    """Two concrete things for workers, one done; a quantity of the drive that units say."""
    by, housing = play.cast.head, play.cast.housing
    rest = ConcreteThing(
        "在在建项目工地设暖心驿站，供饮水、充电、取暖。",
        "建成 3 个工地暖心驿站",
        play.ago(-15),
        Quantity(3, "个"),
        "驿站照片",
    )
    window = ConcreteThing(
        "政务服务大厅设农民工维权“一站式”窗口。", "一个窗口受理欠薪投诉、仲裁和法律援助", play.ago(5), None, "窗口照片"
    )
    stations = play.on(20, list_concrete, campaign=campaign, thing=rest, units=[housing.unit], by=by)
    opened = play.on(20, list_concrete, campaign=campaign, thing=window, units=[by.unit], by=by)
    play.on(
        9,
        say_progress,
        share=_share(stations, housing),
        text="云栖府二期工地驿站启用。",
        amount=1,
        proof=_PROOF,
        by=housing,
    )
    play.on(7, say_done, share=_share(opened, by), text="窗口已启用，首周受理 21 件。", proof=_PROOF, by=by)
    play.on(6, accept_done, share=_share(opened, by), text="", by=by)
    drive = campaign.drives.get()
    points = play.on(20, ask_units, row=drive.figures.get(counter=""), units=[aid.unit], amount=4, due_on=None, by=by)
    play.on(6, say_progress, share=_share(points, aid), text="产业园、城南市场两处。", amount=2, proof=_PROOF, by=aid)


def _own_task(play: _Play, campaign: Campaign, text: str, who: str, ago: int) -> CampaignTask:
    def added(at: datetime) -> CampaignTask:
        return add_task(campaign=campaign, text=text, bodies=[who], due_on=play.ago(ago), proof="", by=play.cast.head)

    return play.on(26, added)


def _reported(play: _Play, campaign: Campaign) -> None:
    """Both reports are called in; the county filed the first, nobody the second, which was due yesterday."""
    cast = play.cast

    def called(at: datetime) -> None:
        call_reports(campaign=campaign, form_key="winter_2023", by=cast.coordinator)

    play.on(28, called)
    first = ReportRound.objects.filter(milestone__campaign=campaign).order_by("due_county").first()
    assert first is not None
    report = first.reports.get(region=COUNTY)

    def filed(at: datetime) -> None:
        made = prepare(report=report, by=cast.statistician, as_of=at.date())
        for check in made.filled.checks:
            if not check.ok and check.severity == "warn":
                explain(report=report, check=check.key, text="已逐件核对案卷，数据无误。", by=cast.statistician)
        for field in ("单位负责人", "科（队）负责人"):
            sign(report=report, field=field, text=cast.head.name, by=cast.head)
        for field, text in (("制表人", cast.statistician.name), ("联系电话", "0373-5550101")):
            sign(report=report, field=field, text=text, by=cast.statistician)
        file_report(report=report, by=cast.statistician)

    def accepted(at: datetime) -> None:
        accept_report(report=report, by=cast.coordinator)

    with suppress(Refusal):  # what a hard check of that day's ledger stops stays a draft
        play.on(REPORTED + 1, filed)
        play.on(REPORTED - 1, accepted)
