"""Figures that a filed report has already said: a paper that goes up cites them as they were filed, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q

from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.counters.tables import NAMED_SECTORS
from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.drafting import STANDING, flat_figures
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import Report
from nuanxin.command.reporting.rounds.of_campaign import forms_ordered
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.parties.models import Sector

Asked = tuple[str, tuple[tuple[str, str], ...]]  # a counter with its splits
_EVERY_SECTOR = frozenset({*NAMED_SECTORS, Sector.OTHER.value})


@dataclass(frozen=True)
class Cited:
    """One cell of a filed report."""

    report: Report
    cell: str
    value: int


def filed_report(scope: Scope) -> list[Report]:
    """Reports of the area for exactly the window, of the campaign's rounds or of a form that it orders; filed, not
    returned, and filed by the day asked."""
    if scope.campaign is None:
        return []
    of_it = Q(round__milestone__campaign__in=[scope.campaign.pk, scope.campaign.above_id])
    ordered = Q(round__milestone__isnull=True, round__form__in=[form.key for form in forms_ordered(scope.campaign)])
    rows = Report.objects.filter(
        of_it | ordered,
        round__start=scope.start,
        round__end=scope.end,
        region=scope.region.pk,
        state__in=STANDING,
        filed_at__lt=datetime.combine(scope.as_of + timedelta(days=1), time(), BEIJING),
    )
    return list(rows.select_related("round", "unit").order_by("filed_at", "pk"))


def cited(scope: Scope) -> dict[Asked, Cited]:
    """What the filed reports say, by counter and split; the one filed first goes before."""
    found: dict[Asked, Cited] = {}
    for report in filed_report(scope):
        assert report.frozen is not None, "a filed report is frozen"
        said = flat_figures(report)
        for asked, cell in answers(find_form(report.frozen["form"], report.frozen["version"])):
            if cell in said:
                found.setdefault(asked, Cited(report, cell, said[cell]))
    return found


def answers(form: Form) -> Iterator[tuple[Asked, str]]:
    """Which cell of a form says which counter: a cell counted by it, and a sum of it over all sectors."""
    for cell in form.cells:
        source = form.source_of(cell)
        if source.counts:
            yield (source.counts, source.where), cell
    for row in form.added_rows:
        for number in form.columns:
            leaves = [form.source_of(leaf) for leaf in form.leaves(f"{row}.{number}")]
            counters = {leaf.counts for leaf in leaves}
            sectors = [dict(leaf.where).get("sector", "") for leaf in leaves]
            alone = all(len(leaf.where) == 1 for leaf in leaves) and len(sectors) == len(_EVERY_SECTOR)
            if len(counters) == 1 and counters != {""} and alone and set(sectors) == _EVERY_SECTOR:
                yield (counters.pop(), ()), f"{row}.{number}"


def asked_of(counter: str, where: Mapping[str, str]) -> Asked:
    return counter, tuple(where.items())


def filed_words(scope: Scope) -> str:
    """How the paper says it; nothing where nothing was filed."""
    said = [
        f"{chinese_day(one.filed_at.astimezone(BEIJING).date())}上报的《{find_form(one.round.form, one.round.form_version).title}》"
        for one in filed_report(scope)
        if one.filed_at
    ]
    if not said:
        return ""
    return f"以上各项统计数，{'、'.join(said)}中有的以上报数为准，其余为截至{chinese_day(scope.last)}的台账数。"
