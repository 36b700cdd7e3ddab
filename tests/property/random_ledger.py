"""Random ledgers: the same facts as rows of the database and as plain dicts for the obvious twin."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.receiving import operator, receiving_unit
from nuanxin.foundation.parties.models import Employer, PartyMerge, Project
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.watch.inspection.models import Visit
from tests.property.obvious_winter import Fact, ObviousLedger

FIRST = date(2023, 10, 20)
DAYS = 130
REGIONS = ["410721", "410724", "410771", "410772", "410721101", "410700", "410105"]
ASKED = ["410700", "410721", "410771", "410000", "410721101", "410724"]
SECTORS = ["construction", "manufacturing", "other", ""]
WAYS = ["filed", "coordinated", "mediation", "arbitration", "court", "industry"]
ACTS = ["order", "decision", "penalty", "referral", "police_filing", "publication", "listing"]


class RandomLedger:
    """One ledger of a seed; `write` puts it into the database and returns its plain twin."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.seed = seed
        self.twin = ObviousLedger()

    def write(self) -> ObviousLedger:
        self.staff: Staff = operator()
        self.unit = receiving_unit(Region.objects.get(pk="410721"))
        for area, member in RegionReach.objects.values_list("area_id", "member_id"):
            self.twin.inside.setdefault(area, set()).add(member)
        self._employers()
        self._clues()
        size = self.dice.choice([0, 3, 12, 40])
        self._visits(size)
        self._settlements(size)
        self._acts(size)
        return self.twin

    def asked(self) -> tuple[str, date, date, date]:
        """A question: region, start, end, as of."""
        start = FIRST + timedelta(days=self.dice.randrange(0, 60))
        end = start + timedelta(days=self.dice.randrange(0, 80))
        return self.dice.choice(ASKED), start, end, FIRST + timedelta(days=self.dice.randrange(20, DAYS + 40))

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def _later(self, day: date, most: int = 30) -> date:
        return day + timedelta(days=self.dice.randrange(most))

    def _employers(self) -> None:
        self.employers: dict[str, Employer] = {}
        for number in range(self.dice.randrange(2, 9)):
            code = f"91410721MA{number:07d}X" if self.dice.random() < 0.8 else None
            employer = Employer.objects.create(name=f"第{number}建筑有限公司", credit_code=code)
            self.employers[code or employer.name_key] = employer
        keys = list(self.employers)
        for merged, kept in zip(keys[::3], keys[1::3], strict=False):
            if self.dice.random() < 0.5:
                self._merge(merged, kept)

    def _merge(self, merged: str, kept: str) -> None:
        on = self._day()
        undone = self._later(on) if self.dice.random() < 0.3 else None
        self.twin.employer_merges.append((merged, kept, on, undone))
        PartyMerge.objects.create(
            kind="employer", kept_id=self.employers[kept].pk, merged_id=self.employers[merged].pk, reason="同一单位",
            merged_on=on, merged_by=self.staff, undone_on=undone, undone_by=self.staff if undone else None,
        )  # fmt: skip
        if not undone:
            Employer.objects.filter(pk=self.employers[merged].pk).update(merged_into=self.employers[kept])

    def _clues(self) -> None:
        self.clues: list[Clue] = []
        for number in range(self.dice.randrange(1, 20)):
            on = self._day()
            region = self.dice.choice(REGIONS)
            channel = self.dice.choice(["reception", "reception", "visit", "web"])
            recorded = self._later(on, 9)
            clue = Clue.objects.create(
                number=f"线{number}", channel=channel, received_on=on, recorded_on=recorded, region_id=region,
                sector="other", unit=self.unit, officer=self.staff, first_officer=self.staff,
            )  # fmt: skip
            self.clues.append(clue)
            self.twin.clues.append(
                {"number": clue.number, "region": region, "on": on, "recorded": recorded, "channel": channel}
            )
        for merged in self.clues[1:]:
            if self.dice.random() < 0.2:
                on = self._later(merged.recorded_on)
                undone = self._later(on) if self.dice.random() < 0.3 else None
                ClueMerge.objects.create(
                    kept=self.clues[0], merged=merged, before={}, merged_on=on, merged_by=self.staff,
                    undone_on=undone, undone_by=self.staff if undone else None,
                )  # fmt: skip
                if not undone:
                    Clue.objects.filter(pk=merged.pk).update(merged_into=self.clues[0])
                self.twin.clue_merges.append((merged.number, on, undone))

    def _dated(self) -> Fact:
        on = self._day()
        recorded = on if self.dice.random() < 0.6 else self._later(on)
        withdrawn = self._later(recorded) if self.dice.random() < 0.15 else None
        region = self.dice.choice(REGIONS)
        return {"on": on, "recorded": recorded, "withdrawn": withdrawn, "region": region}

    def _visits(self, size: int) -> None:
        projects = {name: self._project(name) for name in ("新城 一期", "新城一期", "水厂", "干渠改造")}
        standing = set()
        for number in range(size):
            fact = self._dated()
            key = self.dice.choice(list(self.employers))
            project = self.dice.choice([*projects, "", "", ""])
            if (key, fact["on"], name_key(project)) in standing:
                continue
            if not fact["withdrawn"]:
                standing.add((key, fact["on"], name_key(project)))
            arrears = self.dice.random() < 0.5
            workforce = self.dice.choice([0, 3, 47, 5001])
            fact |= {
                "number": number, "employer": key, "project": project, "sector": self.dice.choice(SECTORS),
                "workforce": workforce, "migrants": self.dice.randint(0, workforce), "arrears": arrears,
                "government": self.dice.choice([True, False, None]) if project else None,
                "state_firm": self.dice.choice([True, False, None]) if project else None,
                "arrears_persons": self.dice.choice([None, 0, 7, 30]) if arrears or self.dice.random() < 0.1 else None,
                "arrears_fen": self.dice.choice([None, 0, 12345678, 99]) if arrears else None,
            }  # fmt: skip
            self.twin.visits.append(fact)
            Visit.objects.create(
                employer=self.employers[key], project=projects.get(project) if self.dice.random() < 0.5 else None,
                project_key=name_key(project), **_dates(fact, "visited_on"),
                **{name: fact[name] for name in ("sector", "workforce", "migrants", "government", "state_firm")},
                arrears_found=arrears, arrears_persons=fact["arrears_persons"], arrears_fen=fact["arrears_fen"],
            )  # fmt: skip

    def _project(self, name: str) -> Project:
        return Project.objects.create(name=name, region_id="410721", government=None, state_firm=None)

    def _settlements(self, size: int) -> None:
        for _ in range(size):
            fact = self._dated()
            persons, fen = self.dice.choice([0, 1, 12, 333]), self.dice.choice([0, 4999, 5000, 1234567, 88888888])
            fact |= {
                "way": self.dice.choice(WAYS), "sector": self.dice.choice(SECTORS), "persons": persons, "fen": fen,
                "migrants": self.dice.randint(0, persons), "migrant_fen": self.dice.randint(0, fen),
                "new_form": self.dice.random() < 0.2,
            }  # fmt: skip
            self.twin.settlements.append(fact)
            Settlement.objects.create(
                clue=self.dice.choice(self.clues), **_dates(fact, "solved_on"), sector=fact["sector"],
                solved_by=fact["way"], filed_on=fact["on"] if fact["way"] == "filed" else None, persons=persons,
                migrant_persons=fact["migrants"], amount_fen=fen, migrant_amount_fen=fact["migrant_fen"],
                new_form=fact["new_form"],
            )  # fmt: skip

    def _acts(self, size: int) -> None:
        for _ in range(size):
            fact = self._dated()
            fact |= {
                "kind": self.dice.choice(ACTS),
                "sector": self.dice.choice(SECTORS),
                "employer": self.dice.choice(list(self.employers)),
            }
            self.twin.acts.append(fact)
            OfficialAct.objects.create(
                clue=self.dice.choice(self.clues), **_dates(fact, "done_on"), sector=fact["sector"],
                kind=fact["kind"], employer_key=fact["employer"],
            )  # fmt: skip


def _dates(fact: Fact, happened: str) -> dict[str, Any]:
    return {
        happened: fact["on"],
        "recorded_on": fact["recorded"],
        "withdrawn_on": fact["withdrawn"],
        "region_id": fact["region"],
    }
