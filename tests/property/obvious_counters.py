"""The twin of the book of counters: all rows in memory, every question answered by walking through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any

from nuanxin.command.counters.facts import Window
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import RegionReach
from nuanxin.foundation.parties.models import Employer, PartyMerge
from nuanxin.rights.cases.models import CaseStep, OfficialAct, Settlement
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidAssignment
from nuanxin.rights.intake.earlier.keeping import COUNTED
from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.relief.fund.models import FundAdvanceLine
from nuanxin.rights.relief.hardship.models import ReliefGrant
from nuanxin.watch.inspection.models import Visit
from tests.property.counter_events import EVENTS, people

SECTORS = ("construction", "manufacturing")
Where = dict[str, str]
Maps = dict[str, set[str]]  # area → the regions in it


def the_map() -> Maps:
    """The map as it is drawn now."""
    found: Maps = defaultdict(set)
    for area, member in RegionReach.objects.values_list("area_id", "member_id"):
        found[area].add(member)
    return found


class Twin:
    """All rows in memory, every question answered by walking through them."""

    def __init__(self, window: Window, maps: Maps | None = None) -> None:
        self.window = window
        self.inside = (maps or the_map())[window.region]

    def happened(self, on: date | None) -> bool:
        return on is not None and self.window.start <= on <= self.window.end and on <= self.window.as_of

    def known(self, row: Any) -> bool:
        recorded = getattr(row, "recorded_on", None)
        if recorded is None:
            moment = getattr(row, "recorded_at", None) or getattr(row, "assigned_at", None) or row.step.recorded_at
            recorded = moment.astimezone(BEIJING).date()
        gone = getattr(row, "withdrawn_on", None)
        return bool(recorded <= self.window.as_of and not (gone and gone <= self.window.as_of))

    def facts(self, model: Any, day: str, region: str = "region_id") -> Iterator[Any]:
        for row in model.objects.order_by("pk"):
            place = row
            for part in region.split("."):
                place = getattr(place, part)
                place = self.then(place) if isinstance(place, Clue) else place
            if place in self.inside and self.happened(getattr(row, day)) and self.known(row):
                yield row

    def kept(self, kind: str, party: int) -> int:
        for _ in range(12):
            for one in PartyMerge.objects.filter(kind=kind).order_by("pk"):
                holds = one.merged_on <= self.window.as_of and not (
                    one.undone_on and one.undone_on <= self.window.as_of
                )
                if one.merged_id == party and holds:
                    party = one.kept_id
        return party

    def then(self, clue: Clue) -> Clue:
        """The clue as it was known on the day asked."""
        clue = copy(clue)
        for one in EarlierClue.objects.filter(clue=clue).order_by("pk"):
            if one.since <= self.window.as_of < one.until:
                for name in COUNTED:
                    setattr(clue, name, getattr(one, name))
        return clue

    def clues(self) -> Iterator[Clue]:
        for clue in map(self.then, Clue.objects.order_by("pk")):
            merged = any(
                one.merged_on <= self.window.as_of and not (one.undone_on and one.undone_on <= self.window.as_of)
                for one in ClueMerge.objects.filter(merged=clue)
            )
            if clue.region_id in self.inside and clue.recorded_on <= self.window.as_of and not merged:
                yield clue

    def visits(self) -> list[Visit]:
        found = self.facts(Visit, "visited_on")
        return sorted(found, key=lambda row: (row.visited_on, row.recorded_on, row.recorded_at, row.pk))

    def employers(self) -> dict[int, tuple[Visit, str]]:
        latest: dict[int, Visit] = {}
        tied: set[int] = set()
        for visit in self.visits():
            who = self.kept("employer", visit.employer_id)
            latest[who] = visit
            if visit.project_key or visit.project_id:
                tied.add(who)
        return {who: (visit, "construction" if who in tied else row_of(visit.sector)) for who, visit in latest.items()}

    def projects(self, flag: str) -> list[Visit]:
        latest = {}
        for visit in self.visits():
            if getattr(visit, flag):
                key = visit.project_key or (visit.project.name_key if visit.project else "")
                latest[key, self.kept("employer", visit.employer_id)] = visit
        return list(latest.values())

    def number(self, key: str, where: Where) -> int:
        if key == "activity_persons":
            return people(self, where)
        taken_in = where.get("other_ways") == "inside"
        asked = {split: value for split, value in where.items() if split != "other_ways"}
        return sum(
            amount
            for amount, splits in self.told(key)
            if (taken_in or splits.get("other_ways") != "in") and all(_is(splits.get(k), v) for k, v in asked.items())
        )

    def told(self, key: str) -> list[tuple[int, Where]]:
        """What each row adds, with the values it has on every split."""
        for known, answer in (*VISITS.items(), *SOLVED.items(), *CLUES.items(), *OTHERS.items(), *EVENTS.items()):
            if known == key:
                return list(answer(self))
        kind = ACTS[key]
        return [(1, {"sector": row_of(act.sector)}) for act in self.facts(OfficialAct, "done_on") if act.kind == kind]


def _is(said: object, value: str) -> bool:
    return value in said if isinstance(said, set) else said == value


def row_of(sector: str) -> str:
    return sector if sector in SECTORS else "other"


def of_employers(measure: str | None) -> Any:
    return lambda twin: [
        (getattr(visit, measure) if measure else 1, {"sector": sector}) for visit, sector in twin.employers().values()
    ]


def of_projects(flag: str, measure: str | None, *, owing: bool) -> Any:
    return lambda twin: [
        ((getattr(visit, measure) or 0) if measure else 1, {})
        for visit in twin.projects(flag)
        if visit.arrears_found or not owing
    ]


def of_solved(
    measure: str | None, ways: tuple[str, ...] | None, *, new_form: bool = False, inside: tuple[str, ...] = ()
) -> Any:
    """`inside`: the ways that count too where the round takes the other ways in."""
    return lambda twin: [
        (
            getattr(row, measure) if measure else 1,
            {
                "sector": row_of(row.sector),
                "way": row.solved_by,
                "other_ways": "in" if row.solved_by in inside else "any",
            },
        )
        for row in twin.facts(Settlement, "solved_on")
        if (ways is None or row.solved_by in (*ways, *inside)) and (row.new_form or not new_form)
    ]


def of_clues(measure: str | None, which: Any) -> Any:
    return lambda twin: [
        ((getattr(clue, measure) or 0) if measure else 1, {"sector": row_of(clue.sector), "channel": clue.channel})
        for clue in twin.clues()
        if which(twin, clue)
    ]


def of_petitions(which: Any, measure: str | None = None) -> Any:
    return lambda twin: [
        (getattr(row, measure) if measure else 1, {"sector": row_of(twin.then(row.clue).sector)})
        for row in twin.facts(Petition, "received_on")
        if which(row)
    ]


def of_aid(persons: bool) -> Any:
    def answer(twin: Twin) -> Iterator[tuple[int, Where]]:
        first: dict[int, AidAssignment] = {}
        for row in AidAssignment.objects.order_by("since", "pk"):
            struck = any(
                step.recorded_at.astimezone(BEIJING).date() <= twin.window.as_of
                for step in CaseStep.objects.filter(strikes=row.step)
            )
            if row.assigned_at.astimezone(BEIJING).date() <= twin.window.as_of and not struck:
                first.setdefault(row.case_id, row)
        for row in first.values():
            clue = twin.then(row.case.clue)
            if twin.happened(row.since) and clue.region_id in twin.inside:
                yield max(clue.persons or 1, 1) if persons else 1, {"sector": row_of(clue.sector)}

    return answer


def relieved(twin: Twin) -> list[tuple[int, Where]]:
    found = {}
    for row in sorted(twin.facts(ReliefGrant, "paid_on", "case.clue.region_id"), key=lambda row: (row.paid_on, row.pk)):
        found[twin.kept("worker", row.claim.worker_id)] = row
    return [(1, {"sector": row_of(twin.then(row.case.clue).sector)}) for row in found.values()]


def published(twin: Twin) -> list[tuple[int, Where]]:
    keys = set()
    by_key = {one.credit_code or one.name_key: one.pk for one in Employer.objects.all()}
    for act in twin.facts(OfficialAct, "done_on"):
        if act.kind == "publication":
            keys.add(twin.kept("employer", by_key[act.employer_key]))
    return [(1, {})] * len(keys)


def advanced(twin: Twin) -> Iterator[tuple[int, Where]]:
    for row in FundAdvanceLine.objects.order_by("pk"):
        clue = twin.then(row.advance.clue)
        if clue.region_id in twin.inside and twin.happened(row.paid_on) and twin.known(row.advance):
            yield row.amount_fen, {"sector": row_of(clue.sector)}


INSPECTION = ("filed", "coordinated")
OTHER_WAYS = ("mediation", "arbitration", "court", "industry")
VISITS = {
    "employers_inspected": of_employers(None),
    "workforce_inspected": of_employers("workforce"),
    "migrants_inspected": of_employers("migrants"),
    "inspections": lambda twin: [(1, {"sector": row_of(v.sector)}) for v in twin.visits()],
    "visits_with_arrears": lambda twin: [(1, {"sector": row_of(v.sector)}) for v in twin.visits() if v.arrears_found],
    **{
        f"{flag}_{name}": of_projects(flag, measure, owing=owing)
        for flag in ("government", "state_firm")
        for name, measure, owing in (
            ("projects_checked", None, False), ("projects_owing", None, True),
            ("arrears_fen", "arrears_fen", True), ("arrears_persons", "arrears_persons", True),
        )
    },
}  # fmt: skip
MEASURES = {"cases": None, "persons": "persons", "amount": "amount_fen"}
SOLVED = {
    "solved_filed": of_solved(None, ("filed",)),
    "solved_unfiled": of_solved(None, ("coordinated",), inside=OTHER_WAYS),
    "solved_persons": of_solved("persons", INSPECTION, inside=OTHER_WAYS),
    "solved_migrants": of_solved("migrant_persons", INSPECTION, inside=OTHER_WAYS),
    "solved_amount": of_solved("amount_fen", INSPECTION, inside=OTHER_WAYS),
    "solved_migrant_amount": of_solved("migrant_amount_fen", INSPECTION, inside=OTHER_WAYS),
    "settled_migrants": of_solved("migrant_persons", None),
    **{f"settled_{part}": of_solved(measure, None) for part, measure in MEASURES.items()},
    **{f"new_form_{part}": of_solved(measure, None, new_form=True) for part, measure in MEASURES.items()},
    **{f"mediated_{part}": of_solved(measure, ("mediation", "arbitration")) for part, measure in MEASURES.items()},
    **{f"court_{part}": of_solved(measure, ("court",)) for part, measure in MEASURES.items()},
    **{f"industry_{part}": of_solved(measure, ("industry",)) for part, measure in MEASURES.items()},
}
ACTS = {
    "orders": "order", "decisions": "decision", "penalties": "penalty", "referrals": "referral",
    "police_filings": "police_filing", "listed": "listing",
}  # fmt: skip


def came(twin: Twin, clue: Clue) -> bool:
    return twin.happened(clue.received_on)


def still_open(twin: Twin, clue: Clue) -> bool:
    last = min(twin.window.end, twin.window.as_of)
    return clue.received_on <= last and (clue.closed_on is None or clue.closed_on > last)


CLUES = {
    "clues_received": of_clues(None, came),
    "clue_persons": of_clues("persons", came),
    "clue_amount": of_clues("amount_fen", came),
    "clues_closed": of_clues(None, lambda twin, clue: twin.happened(clue.closed_on)),
    "open_clues": of_clues(None, still_open),
    "open_persons": of_clues("persons", still_open),
    "open_amount": of_clues("amount_fen", still_open),
    "open_government_clues": of_clues(None, lambda twin, clue: still_open(twin, clue) and clue.government is True),
    "reception_clues": of_clues(None, lambda twin, clue: came(twin, clue) and clue.channel == "reception"),
}
OTHERS = {
    "published_employers": published,
    "legal_aid_cases": of_aid(persons=False),
    "legal_aid_persons": of_aid(persons=True),
    "legal_advice": lambda twin: [(1, {}) for _ in twin.facts(AidAdvice, "asked_on")],
    "hardship_workers": relieved,
    "hardship_amount": lambda twin: [
        (row.amount_fen, {"sector": row_of(twin.then(row.case.clue).sector)})
        for row in twin.facts(ReliefGrant, "paid_on", "case.clue.region_id")
    ],
    "advanced_amount": advanced,
    "petitions": of_petitions(lambda row: True),
    "mass_petitions": of_petitions(lambda row: row.mass),
    "skip_level_petitions": of_petitions(lambda row: row.kind == "skip_level"),
    "mass_or_skip_petitions": of_petitions(lambda row: row.mass or row.kind == "skip_level"),
    "mass_or_skip_persons": of_petitions(lambda row: row.mass or row.kind == "skip_level", "persons"),
}
