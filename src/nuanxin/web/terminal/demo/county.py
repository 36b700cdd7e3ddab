"""The demonstration county: every story once, visits around them, and a round of the winter form."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.alerts.seeing import see_flag
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reception.roster import plan_turns
from nuanxin.watch.inspection.visits import Seen, record_visit
from nuanxin.web.terminal.demo.activities import play_activities
from nuanxin.web.terminal.demo.campaign import play_campaign
from nuanxin.web.terminal.demo.desks.telling import desk_stories
from nuanxin.web.terminal.demo.hearing import LEADERS
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import CITY, COUNTY, Cast, engage
from nuanxin.web.terminal.demo.playing import Stage, play_all
from nuanxin.web.terminal.demo.stories import stories
from nuanxin.web.terminal.demo.watch.telling import play_watch


def play_county(*, seed: int, today: date) -> dict[str, int]:
    """Play every story; those that reach today stop where they stand. Returns how many of what there are."""
    cast, inventor = engage(), Inventor(seed)
    every = [*stories(), *desk_stories()]
    stopped = play_all(every, cast, inventor, today)
    visits = _visit(cast, inventor, today)
    _reception(cast, today)
    _rounds(cast, today)
    watch = play_watch(cast, inventor, seed=seed, today=today)
    activities = play_activities(cast, today)
    campaigns = play_campaign(cast, today)
    _seen()
    return {
        **watch,
        "activities": activities,
        "campaigns": campaigns,
        "clues": Clue.objects.count(),
        "visits": visits,
        "stories": len(every),
        "stopped_today": stopped,
    }


def _seen() -> None:
    """Urgent flags were seen within the hour, all but the two newest, which wait at the top of the desk."""
    waiting = (
        UrgentFlag.objects.filter(seen_at__isnull=True).select_related("clue__officer").order_by("-raised_at", "-pk")
    )
    for flag in waiting[2:]:
        moment = flag.raised_at + timedelta(minutes=40)
        with occasion(at=moment, source="演示数据"), suppress(Refusal):
            see_flag(number=flag.pk, by=flag.clue.officer, at=moment)


def _visit(cast: Cast, inventor: Inventor, today: date) -> int:
    """Visits to the firms of the stories over the last months; some find arrears, some are overdue to be put right."""
    rng, made = inventor.rng, 0
    county = Region.objects.get(pk=COUNTY)
    for employer in Employer.objects.filter(credit_code__isnull=False).order_by("pk")[:60]:
        stage = Stage(cast, inventor, today, today - timedelta(days=rng.randrange(3, 80)))
        stage.day = stage.calendar.previous_working(stage.day)
        project = Project.objects.filter(employer=employer).first()
        workforce = rng.randrange(12, 300)
        found = rng.random() < 0.2
        with stage.morning() as on:
            seen = Seen(
                workforce=workforce,
                migrants=workforce * rng.randrange(40, 95) // 100,
                sector=employer.sector or "other",
                government=project.government if project else None,
                state_firm=project.state_firm if project else None,
                arrears_found=found,
                arrears_persons=rng.randrange(2, 20) if found else None,
                arrears_fen=rng.randrange(2, 60) * 1_000_000 if found else None,
                finding="工资专用账户未按月拨付人工费用" if found else "",
                rectify_by=on + timedelta(days=15) if found else None,
                recording="执法记录仪 AV-07"
                if rng.random() < 0.9
                else "企业办公区域经说明不录音录像，已作现场检查笔录",
            )
            record_visit(
                employer=employer, project=project, region=county, visited_on=on, seen=seen, by=cast.inspector, on=on
            )
        made += 1
    return made


def _reception(cast: Cast, today: date) -> None:
    """Who receives in the weeks around today; the last week is still to be laid out."""
    county = Region.objects.get(pk=COUNTY)
    stage = Stage(cast, Inventor(0), today, today - timedelta(days=30))
    with stage.morning() as on:
        plan_turns(
            region=county,
            place="县信访接待大厅",
            first=on,
            last=today + timedelta(days=20),
            leaders=LEADERS,
            by=cast.head,
            on=on,
        )


def _rounds(cast: Cast, today: date) -> None:
    """A round of the winter form that is due soon."""
    stage = Stage(cast, Inventor(0), today, today)
    with stage.morning():
        open_round(
            form_key="winter_2023",
            title=f"冬季行动统计表（{today:%Y}年{today.month}月）",
            region=Region.objects.get(pk=CITY),
            start=today - timedelta(days=90),
            end=today + timedelta(days=30),
            due_county=today + timedelta(days=3),
            due_city=today + timedelta(days=6),
            by=cast.coordinator,
        )
