"""What is still open, how old, where: the question behind 动态清零 (DZ 三(三)). Counted in one pass, then rolled up the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from django.db.models import Count, Min, Q, QuerySet, Sum

from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.rights.intake.models import Clue

# Age bands in days: lower bound, name. A preference of the board, no legal figure.
BANDS = ((0, "7天以内"), (8, "8–30天"), (31, "31–60天"), (61, "60天以上"))
PACE_DAYS = 14


@dataclass(frozen=True)
class Standing:
    """Open clues of one area on a day: number, overdue, due within a week, by age, persons and 分 as stated."""

    code: str
    name: str
    open: int = 0
    overdue: int = 0
    due_week: int = 0
    ages: tuple[int, ...] = (0,) * len(BANDS)
    persons: int = 0
    amount_fen: int = 0
    oldest_on: date | None = None

    def plus(self, other: Standing) -> Standing:
        """Both together, under this one's name."""
        days = [day for day in (self.oldest_on, other.oldest_on) if day]
        return replace(
            self,
            open=self.open + other.open,
            overdue=self.overdue + other.overdue,
            due_week=self.due_week + other.due_week,
            ages=tuple(a + b for a, b in zip(self.ages, other.ages, strict=True)),
            persons=self.persons + other.persons,
            amount_fen=self.amount_fen + other.amount_fen,
            oldest_on=min(days, default=None),
        )


@dataclass(frozen=True)
class Clearing:
    """Whether all will be closed in time: what is left, how fast it went lately, when it would end at that pace."""

    until: date
    left: int
    days_left: int
    needed_a_day: int | None
    closed_lately: int
    forecast: date | None

    @property
    def in_time(self) -> bool:
        return self.left == 0 or (self.forecast is not None and self.forecast <= self.until)


def open_of(clues: QuerySet[Clue]) -> QuerySet[Clue]:
    """Neither closed nor merged into another."""
    return clues.filter(closed_on__isnull=True, merged_into__isnull=True)


def aged(clues: QuerySet[Clue], band: int, *, on: date) -> QuerySet[Clue]:
    """The clues of one age band on a day."""
    return clues.filter(_age(band, on))


def standings(clues: QuerySet[Clue], *, area: Region, on: date) -> list[Standing]:
    """One line for each region directly below the area, and one for the area itself where clues lie at its own level."""
    children = {region.code: region for region in area.children.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))}
    home = dict(RegionReach.objects.filter(area__in=children).values_list("member", "area"))
    lines = {code: Standing(code, region.name) for code, region in sorted(children.items())}
    for line in _by_region(clues, on):
        code = home.get(line.code, area.code)
        known = lines.get(code) or Standing(code, f"{area.name}本级")
        lines[code] = known.plus(line)
    return list(lines.values())


def together(lines: Iterable[Standing], *, area: Region) -> Standing:
    """The area as a whole."""
    whole = Standing(area.code, area.name)
    for line in lines:
        whole = whole.plus(line)
    return whole


def clearing(clues: QuerySet[Clue], *, left: int, until: date, on: date) -> Clearing:
    """The forecast to a date. `clues`: all that the person may see, open and closed."""
    lately = clues.filter(closed_on__gt=on - timedelta(days=PACE_DAYS), closed_on__lte=on).count()
    days_left = (until - on).days
    forecast = on + timedelta(days=ceil(left * PACE_DAYS / lately)) if lately else None
    needed = ceil(left / days_left) if days_left > 0 else None
    return Clearing(until, left, days_left, needed, lately, on if left == 0 else forecast)


def _age(band: int, on: date) -> Q:
    low = BANDS[band][0]
    condition = Q(received_on__lte=on - timedelta(days=low))
    if band + 1 < len(BANDS):
        condition &= Q(received_on__gt=on - timedelta(days=BANDS[band + 1][0]))
    return condition


def _by_region(clues: QuerySet[Clue], on: date) -> list[Standing]:
    rows = (
        open_of(clues)
        .order_by()
        .values("region_id")
        .annotate(
            n=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=on)),
            due_week=Count("pk", filter=Q(due_on__gte=on, due_on__lte=on + timedelta(days=7))),
            persons_sum=Sum("persons"),
            amount_sum=Sum("amount_fen"),
            oldest=Min("received_on"),
            **{f"age_{band}": Count("pk", filter=_age(band, on)) for band in range(len(BANDS))},
        )
    )
    return [
        Standing(
            code=row["region_id"],
            name="",
            open=row["n"],
            overdue=row["overdue"],
            due_week=row["due_week"],
            ages=tuple(row[f"age_{band}"] for band in range(len(BANDS))),
            persons=row["persons_sum"] or 0,
            amount_fen=row["amount_sum"] or 0,
            oldest_on=row["oldest"],
        )
        for row in rows
    ]
