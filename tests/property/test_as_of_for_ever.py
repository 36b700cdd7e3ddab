"""A figure as of a day is the same for ever: whatever is reopened, corrected, merged, moved or redrawn later stands beside it.

Random histories go day by day through the acts themselves. Each evening every counter is asked as of that day, of several
areas and stretches; at the end of the history every evening's question gets the same answer again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.counters.registry import Asked, counter, counters, everywhere, numbers, rows_behind
from nuanxin.command.dispatch.by_area import homes, spread
from nuanxin.command.dispatch.clearing.open_cases import ALL, open_table
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, PartyMerge, Worker
from nuanxin.rights.cases.facts import withdraw_fact
from nuanxin.rights.cases.models import Case, OfficialAct, Settlement
from nuanxin.rights.disputes.legal_aid.models import AidAssignment, AidLawyer
from nuanxin.rights.intake.acceptance.placing import identify_place
from nuanxin.rights.intake.answer.closing import close_clue
from nuanxin.rights.intake.answer.reopening import reopen_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.merging.joining import merge_clues, unmerge_clues
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.rights.intake.registration.facts import ClaimFacts
from nuanxin.rights.intake.registration.joining import join_clue
from nuanxin.rights.intake.transfer import accept_transfer, send_clue
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.relief.hardship.models import ReliefGrant
from nuanxin.watch.inspection.models import Visit
from tests.conftest import People, at
from tests.unit.foundation.organisations.boundaries.test_changing import change, keeper

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
FIRST = date(2024, 1, 2)
DAYS = 10
AREAS = ["410700", "410721", "410724"]
KNOWN = [(key, {}) for key in counters()]
SPLIT: list[Asked] = [
    *((key, {"sector": "construction"}) for key, one in counters().items() if "sector" in one.entry.splits),
    ("clues_received", {"channel": "reception"}),
    ("solved_persons", {"other_ways": "inside"}),
]
ASKED: list[Asked] = [*KNOWN, *SPLIT]


class History:
    """Two counties under the same officers' hands, one random act after another."""

    def __init__(self, seed: int, people: People, keeper: Any) -> None:
        self.dice, self.people, self.keeper = random.Random(seed), people, keeper
        self.day, self.count, self.merged, self.redrawn = FIRST, 0, 0, FIRST + timedelta(days=7)
        self.firms = [Employer.objects.create(name=f"第{n}建筑公司", name_key=f"第{n}建筑公司") for n in range(4)]
        self.workers = [Worker.objects.create(name=f"工友{n}", migrant=True) for n in range(3)]
        self.lawyer = AidLawyer.objects.create(
            unit=people.owner.unit, name="律师", kind="lawyer", region_id="410721", entered_on=FIRST, entered_by=people.owner
        )  # fmt: skip

    def evening(self) -> None:
        """All that happens on one day."""
        acts: list[Callable[[], Any]] = [
            self.receive, self.receive, self.close, self.close, self.reopen, self.reopen, self.merge, self.part, self.join,
            self.place, self.move, self.settle, self.take_back, self.paper, self.visit, self.petition, self.aid, self.grant,
            self.merge_parties,
        ]  # fmt: skip
        if self.day == FIRST:
            acts = [self.receive]
        for _ in range(10):
            try:
                self.dice.choice(acts)()
            except Refusal:
                continue
        if self.day == self.redrawn:
            change(self.keeper, "merge", ["410721"], "410724", self.day, on=self.day)

    def clue(self) -> Clue:
        found: Clue = self.one_of(Clue.objects.all())
        return found

    def hand(self, clue: Clue) -> Any:
        return self.people.owner if clue.unit_id == self.people.owner.unit_id else self.people.stranger

    def said(self, happened: str) -> dict[str, Any]:
        """A dated fact of these days, in either county."""
        earlier = self.day - timedelta(days=self.dice.choice([0, 0, 1, 4]))
        return {happened: earlier, "recorded_on": self.day, "region_id": self.dice.choice(AREAS[1:])}

    def receive(self) -> None:
        dice, by = self.dice, self.dice.choice([self.people.owner, self.people.stranger])
        self.count += 1
        Clue.objects.create(
            number=f"线{self.count}", channel=dice.choice(["reception", "visit"]), received_on=self.said("x")["x"],
            recorded_on=self.day, region_id=by.unit.region_id, sector=dice.choice(["construction", "other"]),
            employer=dice.choice(self.firms), employer_said="单位", persons=dice.choice([None, 1, 30]),
            amount_fen=dice.choice([None, 5_000]), government=dice.choice([None, True]), unit=by.unit, officer=by,
            first_officer=by,
        )  # fmt: skip

    def close(self) -> None:
        clue = self.clue()
        close_clue(
            clue=clue, conclusion=Conclusion.UNFOUNDED, basis="查", answer="查无", by=self.hand(clue), on=self.day
        )

    def reopen(self) -> None:
        if clue := self.one_of(Clue.objects.filter(closed_on__isnull=False, merged_into=None)):
            reopen_clue(clue=clue, reason="mistake", by=self.hand(clue), on=self.day)

    def merge(self) -> None:
        kept = self.clue()
        others = list(Clue.objects.filter(unit=kept.unit).exclude(pk=kept.pk).order_by("pk"))
        if others:
            merge_clues(kept=kept, merged=self.dice.choice(others), by=self.hand(kept), on=self.day)
            self.merged += 1

    def part(self) -> None:
        if merge := self.one_of(ClueMerge.objects.filter(undone_on=None)):
            unmerge_clues(merge=merge, reason="不是一件", by=self.hand(merge.kept), on=self.day)

    def one_of(self, rows: QuerySet[Any]) -> Any:
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def join(self) -> None:
        self.count += 1
        claim = ClaimFacts(name=f"某{self.count}", phone=f"1380000{self.count:04}", amount_fen=7)
        join_clue(clue=self.clue(), claim=claim, on=self.day)

    def place(self) -> None:
        clue = self.clue()
        identify_place(clue=clue, project_name="新城一期", by=self.hand(clue), on=self.day)

    def move(self) -> None:
        clue = self.clue()
        by = self.hand(clue)
        to = self.people.stranger if by == self.people.owner else self.people.owner
        sent = send_clue(clue=clue, to_unit=to.unit, cause="area", reason="在那里", by=by, on=self.day)
        accept_transfer(transfer=sent, by=to, on=self.day)

    def settle(self) -> None:
        n = self.dice.choice([1, 40])
        Settlement.objects.create(
            clue=self.clue(), sector=self.dice.choice(["construction", "other"]), solved_by=self.dice.choice(["coordinated", "court"]),
            persons=n, migrant_persons=n, amount_fen=n * 100, migrant_amount_fen=n * 100, **self.said("solved_on"),
        )  # fmt: skip

    def take_back(self) -> None:
        if fact := self.one_of(Settlement.objects.filter(withdrawn_on=None)):
            withdraw_fact(fact=fact, by=self.people.owner, on=self.day, reason="登记有误")

    def paper(self) -> None:
        OfficialAct.objects.create(
            clue=self.clue(), sector="other", kind=self.dice.choice(["order", "publication", "listing"]),
            employer_key=self.dice.choice(self.firms).name_key, **self.said("done_on"),
        )  # fmt: skip

    def visit(self) -> None:
        self.count += 1
        owing = self.dice.random() < 0.5
        Visit.objects.create(
            employer=self.dice.choice(self.firms), sector="other", workforce=self.count, migrants=1,
            project_key=self.dice.choice(["", f"水厂{self.count}"]), government=True, state_firm=None, arrears_found=owing,
            arrears_persons=2 if owing else None, arrears_fen=9 if owing else None, **self.said("visited_on"),
        )  # fmt: skip

    def _case(self) -> Case:
        return Case.objects.create(
            clue=self.clue(), procedure="legal_aid", procedure_version="1", step="assign", unit=self.people.owner.unit,
            officer=self.people.owner, opened_on=FIRST, closed_on=FIRST,
        )  # fmt: skip

    def petition(self) -> None:
        case, region = self._case(), self.dice.choice(AREAS[1:])
        Petition.objects.create(
            clue=case.clue, region_id=region, step=self._step(case), received_on=self.day, way="visit", kind="skip_level",
            mass=self.dice.random() < 0.5, persons=5, place="信访局", urgent=False,
        )  # fmt: skip

    def _step(self, case: Case) -> Any:
        return case.steps.create(step="any", done_on=self.day, by=self.people.owner, recorded_at=at(self.day))

    def aid(self) -> None:
        case = self._case()
        AidAssignment.objects.create(
            case=case, lawyer=self.lawyer, step=self._step(case), chosen="first", since=self.day,
            assigned_at=at(self.day), until=self.day, by=self.people.owner,
        )  # fmt: skip

    def grant(self) -> None:
        case = self._case()
        claim, _ = Claim.objects.get_or_create(clue=case.clue, worker=self.dice.choice(self.workers))
        ReliefGrant.objects.create(
            case=case, step=self._step(case), claim=claim, amount_fen=self.dice.randrange(1, 99), paid_on=self.day,
            voucher=f"{case.pk}", recorded_at=at(self.day),
        )  # fmt: skip

    def merge_parties(self) -> None:
        kind, parties = self.dice.choice([("employer", self.firms), ("worker", self.workers)])
        kept, merged = self.dice.sample(parties, 2)
        standing = PartyMerge.objects.filter(kind=kind, undone_on=None)
        if standing.exists():
            standing.update(undone_on=self.day, undone_by=self.people.owner)
        else:
            PartyMerge.objects.create(
                kind=kind, kept_id=kept.pk, merged_id=merged.pk, reason="同一", merged_on=self.day, merged_by=self.people.owner
            )  # fmt: skip


def said_of(day: date) -> dict[Any, Any]:
    """Everything that is asked as of a day: by area, of all areas at once, and the rooms that stand on these figures."""
    told: dict[Any, Any] = {}
    for start, end in [((FIRST, day), (day - timedelta(days=3), day + timedelta(days=30)))[day.day % 2]]:
        for area in AREAS:
            found = numbers(Window(area, start, end, day), ASKED)
            told |= {(area, start, n): number for n, number in enumerate(found)}
        every = everywhere(Window(EVERYWHERE, start, end, day), ASKED)
        assert all(
            [told[area, start, n] for n in range(len(ASKED))] == every.get(area, [0] * len(ASKED)) for area in AREAS
        )
    city = Region.objects.get(pk="410700")
    table = open_table(city, day, ALL)
    told["clearing"] = [
        (line.key, line.open, line.persons, line.amount_fen, line.ages)
        for line in (table.whole, *table.areas, *table.units)
    ]
    within = homes(AREAS[1:], day)
    told["closed"] = spread("clues_closed", Window(EVERYWHERE, FIRST, day, day), "410700", within)
    return told


@pytest.mark.parametrize("seed", range(5))
def test_every_evening_gets_the_same_answer_later(people: People, keeper: Any, seed: int) -> None:
    history = History(seed, people, keeper)
    told: dict[date, dict[Any, Any]] = {}
    for n in range(DAYS):
        history.day = FIRST + timedelta(days=n)
        with occasion(at=at(history.day), source="test"):
            history.evening()
        told[history.day] = said_of(history.day)
    for day, figures in told.items():
        assert said_of(day) == figures, day
    assert EarlierClue.objects.exists() and history.merged
    # What was learnt later is there too, beside: asked as of the last day the same stretch says something else.
    first, last = FIRST + timedelta(days=3), history.day
    then, now = (numbers(Window("410700", FIRST, first, known), KNOWN) for known in (first, last))
    assert then != now
    window = Window("410700", FIRST, first, first)
    for key, where in ASKED:  # and each opens to exactly its rows
        rows = rows_behind(window, [(key, where)])
        number = counter(key).number(window, where)
        assert sum(rows.order_by().values_list("measured", flat=True)) == number, (key, where)
