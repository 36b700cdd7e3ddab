"""Whom to look at more often, and why: a list that somebody hands in, and what the house itself knows of arrears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.rights.cases.money import Verification
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.models import FirmPlan
from nuanxin.watch.inspection.behind import MARK
from nuanxin.watch.inspection.models import Visit

LOOK_BACK_MONTHS = 12  # the house's habit: arrears of the last year
_PROVED = (Conclusion.FILED_SOLVED, Conclusion.COORDINATED, Conclusion.POLICE)
REPEAT = 2  # so many findings of arrears make a repeat offender, who is looked at twice a month


@dataclass(frozen=True)
class KeyTarget:
    """An employer (by its number) that is to be looked at, the reasons in words, how often a month."""

    employer: int
    reasons: tuple[str, ...]
    times: int = 1


def weigh(told: Mapping[int, Iterable[str]], arrears: Mapping[int, int]) -> list[KeyTarget]:
    """Join the list handed in (employer → reasons) with the number of times arrears were found. Pure."""
    found = []
    for employer in sorted({*told, *arrears}):
        times = arrears.get(employer, 0)
        reasons = tuple(dict.fromkeys([*told.get(employer, ()), *([f"近一年查实欠薪{times}次"] if times else [])]))
        if reasons:
            found.append(KeyTarget(employer, reasons, 2 if times >= REPEAT else 1))
    return found


def key_targets(
    *, area: str, on: date, told: Mapping[int, Iterable[str]] | None = None, look_back: int = LOOK_BACK_MONTHS
) -> list[KeyTarget]:
    """The key employers of an area. `told`: employer's number → reasons (risk of monitoring, a complaint, a campaign)."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for employer, words in (told or {}).items():
        reasons[employer] += words
    plans = FirmPlan.objects.filter(region__in=codes_of(area), ended_on__isnull=True).select_related("employer")
    for plan in plans.order_by("pk"):
        reasons[plan.employer.merged_into_id or plan.employer_id].append(f"困难企业专案：{plan.get_trouble_display()}")
    return weigh(reasons, arrears_of(area=area, on=on, look_back=look_back))


def arrears_of(*, area: str, on: date, look_back: int = LOOK_BACK_MONTHS) -> dict[int, int]:
    """How many times arrears were found at each employer of an area: on visits, and on clues that were not unfounded.

    A visit's own clue is the visit again and is not counted twice.
    """
    since, codes = shift_months(on, -look_back), codes_of(area)
    counts: dict[int, int] = defaultdict(int)
    visits = Visit.objects.filter(
        region__in=codes, visited_on__range=(since, on), arrears_found=True, withdrawn_on__isnull=True
    )
    for employer, kept in visits.values_list("employer", "employer__merged_into"):
        counts[kept or employer] += 1
    verified = Verification.objects.filter(replaced_by__isnull=True, verified_fen__gt=0).values("claim__clue")
    proved = Q(conclusion__in=_PROVED) | Q(pk__in=verified)
    clues = Clue.objects.filter(
        proved, region__in=codes, received_on__range=(since, on), merged_into__isnull=True, employer__isnull=False
    ).exclude(external_number__startswith=MARK)
    for employer, kept in clues.values_list("employer", "employer__merged_into"):
        counts[kept or employer] += 1
    return dict(counts)
