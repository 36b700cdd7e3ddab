"""A ranking is counted, shown before and published as it stood; a ranked area may appeal, the publisher answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.command.counters.book import entry
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.dispatch.by_area import homes, parts_of, spread
from nuanxin.command.dispatch.house import smallest_base
from nuanxin.command.dispatch.ranking.models import RankingAppeal, RankingSheet
from nuanxin.command.dispatch.ranking.reckoning import HIGH, LOW, Part, places, scores
from nuanxin.command.dispatch.ranking.telling import tell_answered, tell_ranked
from nuanxin.command.dispatch.seeing import must_lead, must_speak_for
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit


def ranking_lines(area: Region, parts: Sequence[Part], start: date, end: date, on: date) -> list[dict[str, Any]]:
    """One line an area directly below: each part with its two numbers and rank, points and rank of the whole."""
    _must_be_sound(parts, start, end, on)
    window = Window(EVERYWHERE, start, end, on)
    below = parts_of(area, window.last)
    home = homes([one.code for one in below], window.last)
    keys = {key for part in parts for key in (part.top, part.bottom, part.plus) if key}
    counted = {key: spread(key, window, area.code, home) for key in sorted(keys)}
    base = smallest_base(area.code, on)
    found = []
    for part in parts:
        below_line = [counted[key] for key in (part.bottom, part.plus) if key]
        figures = {
            one.code: (counted[part.top].get(one.code, 0), sum(by_area.get(one.code, 0) for by_area in below_line))
            for one in below
        }
        found.append((part, places(figures, better=part.better, smallest=base.value)))
    whole = scores(found)
    lines = [
        {
            "code": one.code,
            "name": one.name,
            "rank": whole[one.code].rank,
            "points": _tenths(whole[one.code].points),
            "weight": whole[one.code].weight,
            "parts": [_shown(by_area[one.code]) for _, by_area in found],
        }
        for one in below
    ]
    return sorted(lines, key=lambda line: (line["rank"] is None, line["rank"] or 0, line["code"]))


def _shown(place: Any) -> dict[str, Any]:
    return {"top": place.top, "bottom": place.bottom, "percent": place.percent, "rank": place.rank}


def _tenths(points: Any) -> str:
    if points is None:
        return "—"
    tenths = (points * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def _must_be_sound(parts: Sequence[Part], start: date, end: date, on: date) -> None:
    """BadInput for an unknown counter, a weight of nothing, days the wrong way round."""
    faults = [] if parts else [Fault("没有选择排名指标", remedy="请至少选择一项")]
    if start > end or start > on:
        faults.append(Fault("起始日期晚于截止日期或者今天", remedy="请核对起止日期"))
    for part in parts:
        for key in (part.top, part.bottom, part.plus):
            if key:
                entry(key)
        if part.better not in (HIGH, LOW) or part.weight < 1:
            faults.append(Fault(f"“{part.name}”的权重或方向不对", remedy="权重为正整数，方向为越高越好或越低越好"))
    if faults:
        raise BadInput(faults)


@transaction.atomic
def publish_ranking(
    *, area: Region, parts: Sequence[Part], title: str, start: date, end: date, unit: Unit, by: Staff, on: date,
    campaign: Campaign | None = None,
) -> RankingSheet:  # fmt: skip
    """Freeze the ranking of an area for everyone in it to see."""
    must_lead(by, unit, doing="发布排名")
    if not RegionReach.objects.filter(area=unit.region_id, member=area.pk).exists():
        raise Refusal("不能发布这个地区的排名", why="不在本单位的辖区", remedy="请选择本辖区")
    lines = ranking_lines(area, parts, start, end, on)
    if not lines or not title.strip():
        raise Refusal("不能发布排名", why="没有下级地区，或者没有写名称", remedy="请核对")
    sheet = RankingSheet.objects.create(
        unit=unit,
        region=area,
        campaign=campaign,
        title=title.strip(),
        start=start,
        end=end,
        as_of=on,
        formula=[asdict(part) for part in parts],
        lines=lines,
        smallest_base=smallest_base(area.code, on).value,
        published_by=by,
    )
    told = tell_ranked(sheet)
    record("publish_ranking", about=sheet, by=by, details={"region": area.pk, "start": start, "end": end, "told": told})
    return sheet


@transaction.atomic
def appeal(*, sheet: RankingSheet, region: Region, unit: Unit, text: str, by: Staff) -> RankingAppeal:
    """A unit of a ranked area says what is wrong with its line; one open appeal an area."""
    must_speak_for(by, unit, doing="对排名提出申诉")
    ranked = {line["code"] for line in sheet.lines}
    if region.pk not in ranked or not RegionReach.objects.filter(area=region.pk, member=unit.region_id).exists():
        raise Refusal("不能申诉", why="该地区不在这张排名表里，或者您的单位不属于该地区", remedy="请核对")
    if not text.strip() or sheet.appeals.filter(region=region, upheld__isnull=True).exists():
        raise Refusal("不能申诉", why="没有写明内容，或者已有申诉等待答复", remedy="请写明哪个数不对、依据是什么")
    made = RankingAppeal.objects.create(sheet=sheet, region=region, unit=unit, text=text.strip(), made_by=by)
    short = unit.short_name or unit.name
    tell_unit(sheet.unit, "ranking_appealed", {"unit": short, "title": sheet.title}, sheet)
    record("appeal_ranking", about=made, by=by, details={"sheet": sheet.pk, "region": region.pk})
    return made


@transaction.atomic
def answer_appeal(*, made: RankingAppeal, upheld: bool, answer: str, by: Staff, at: datetime) -> None:
    """The publisher answers; an appeal that was right leads to a new ranking, never to a changed one."""
    made = RankingAppeal.objects.select_for_update(of=("self",)).select_related("sheet__unit", "unit").get(pk=made.pk)
    must_lead(by, made.sheet.unit, doing="答复排名申诉")
    if made.upheld is not None or not answer.strip():
        raise Refusal("不能答复", why="已经答复，或者没有写明答复", remedy="请写明核对的结果")
    made.upheld, made.answer, made.answered_at, made.answered_by = upheld, answer.strip(), at, by
    made.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    tell_answered(made.sheet, made.unit, upheld)
    record("answer_appeal", about=made, by=by, details={"upheld": upheld})
