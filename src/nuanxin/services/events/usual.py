"""What a person enters most likely next: the kinds used last come first, place and region as the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.organisations.models import Staff
from nuanxin.services.events.kinds import ActivityKind, offered
from nuanxin.services.events.models import Activity
from nuanxin.services.events.seeing import own_regions
from nuanxin.services.events.words import Basis, PlaceKind

LOOKED_BACK = 60  # records
FIRST = (
    "publicity",
    "legal_advice",
    "law_lecture",
    "job_fair",
    "lawyers_to_site",
    "visit",
)  # before anybody entered any


@dataclass(frozen=True)
class Usual:
    """kinds: all on offer, likely ones first; places: texts used before, for picking."""

    kinds: list[ActivityKind]
    region: str
    place_kind: str
    basis: str
    places: list[str]


def usual_of(staff: Staff, on: date) -> Usual:
    """The person's own last records first, then those of the unit."""
    rows = Activity.objects.filter(withdrawn_on__isnull=True).order_by("-pk")
    mine = list(rows.filter(recorded_by=staff)[:LOOKED_BACK])
    seen = mine + list(rows.filter(unit=staff.unit_id).exclude(recorded_by=staff)[:LOOKED_BACK])
    order = list(dict.fromkeys([*(row.kind for row in seen), *FIRST]))
    likely = sorted(offered(on), key=lambda kind: order.index(kind.code) if kind.code in order else len(order))
    codes = list(own_regions(staff).values_list("pk", flat=True))
    last = mine[0] if mine else None
    home = staff.unit.region_id if staff.unit else ""
    region = last.region_id if last and last.region_id in codes else home if home in codes else (codes or [""])[0]
    return Usual(
        kinds=likely,
        region=region,
        place_kind=last.place_kind if last else PlaceKind.MARKET,
        basis=last.basis if last else Basis.COUNTED,
        places=list(dict.fromkeys(row.place for row in seen if row.place))[:15],
    )
