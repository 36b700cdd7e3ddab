"""Random rows of the tables beside the winter form: petitions, aid, advice, relief, advances; some corrected, some late."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.parties.models import PartyMerge, Worker
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidAssignment, AidLawyer
from nuanxin.rights.intake.earlier.keeping import FIRST_DAY
from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance, FundAdvanceLine
from nuanxin.rights.relief.hardship.models import ReliefGrant
from tests.property.random_ledger import DAYS, FIRST, REGIONS, RandomLedger

ROWS = 7


def write_more(ledger: RandomLedger, dice: random.Random) -> None:
    """Rows of every other table on the clues of a ledger, and clues with persons, amounts, ends, government money."""
    _Rows(ledger, dice).write()


class _Rows:
    def __init__(self, ledger: RandomLedger, dice: random.Random) -> None:
        self.ledger, self.dice = ledger, dice

    def write(self) -> None:
        for clue in self.ledger.clues:
            self._fill(clue)
        self.workers = [Worker.objects.create(name=f"工友{n}", migrant=True) for n in range(4)]
        PartyMerge.objects.create(
            kind="worker", kept_id=self.workers[0].pk, merged_id=self.workers[1].pk, reason="同一人",
            merged_on=self._day(), merged_by=self.ledger.staff,
        )  # fmt: skip
        self.claims = [Claim.objects.create(clue=self._clue(), worker=one) for one in self.workers]
        self.lawyer = AidLawyer.objects.create(
            unit=self.ledger.unit,
            name="律师",
            kind="lawyer",
            region_id="410721",
            entered_on=FIRST,
            entered_by=self.ledger.staff,
        )
        cases = [self._case() for _ in range(3)]
        for number in range(ROWS):
            self._petition()
            self._assignment(self.dice.choice(cases))
            self._advice()
            self._grant(number)
        self._advances()

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def _moment(self, day: date) -> datetime:
        """Written down at any hour of that day or some days later."""
        late = timedelta(days=self.dice.choice([0, 0, 0, 3, 40]))
        return datetime.combine(day, time(self.dice.choice([0, 12, 23]), 30), BEIJING) + late

    def _clue(self) -> Clue:
        return self.dice.choice(self.ledger.clues)

    def _gone(self, day: date) -> date | None:
        return day + timedelta(days=self.dice.randrange(1, 30)) if self.dice.random() < 0.25 else None

    def _fill(self, clue: Clue) -> None:
        clue.persons = self.dice.choice([None, 0, 3, 60])
        clue.amount_fen = self.dice.choice([None, 5_000, 12_345_678])
        clue.government = self.dice.choice([None, True, False])
        clue.sector = self.dice.choice(["construction", "manufacturing", "other"])
        if self.dice.random() < 0.5:
            clue.closed_on, clue.conclusion = clue.received_on + timedelta(days=self.dice.randrange(40)), "unfounded"
        clue.save()
        for until in sorted({self._day() for _ in range(self.dice.choice([0, 0, 1, 3]))}):
            self._before(clue, until)

    def _before(self, clue: Clue, until: date) -> None:
        """The clue said something else until that day."""
        last = EarlierClue.objects.filter(clue=clue).order_by("until").last()
        ended = self.dice.choice([None, clue.received_on + timedelta(days=self.dice.randrange(40))])
        EarlierClue.objects.create(
            clue=clue, since=last.until if last else FIRST_DAY, until=until, region_id=self.dice.choice(REGIONS),
            unit=clue.unit, channel=self.dice.choice(["reception", "visit"]), sector=self.dice.choice(["construction", "other"]),
            received_on=clue.received_on - timedelta(days=self.dice.choice([0, 0, 9])), recorded_on=clue.recorded_on,
            persons=self.dice.choice([None, 7]), amount_fen=self.dice.choice([None, 77]),
            government=self.dice.choice([None, True, False]), closed_on=ended, conclusion="unfounded" if ended else "",
        )  # fmt: skip

    def _case(self) -> Case:
        return Case.objects.create(
            clue=self._clue(), procedure="legal_aid", procedure_version="1", step="assign", unit=self.ledger.unit,
            officer=self.ledger.staff, opened_on=FIRST, closed_on=FIRST,
        )  # fmt: skip

    def _step(self, case: Case, day: date, strikes: CaseStep | None = None) -> CaseStep:
        return CaseStep.objects.create(
            case=case, step="any", done_on=day, by=self.ledger.staff, recorded_at=self._moment(day), strikes=strikes
        )

    def _petition(self) -> None:
        day = self._day()
        case = self._case()
        Petition.objects.create(
            clue=case.clue, region_id=self.dice.choice(REGIONS), step=self._step(case, day), received_on=day, way="visit",
            kind=self.dice.choice(["first", "repeat", "skip_level"]), mass=self.dice.random() < 0.4,
            persons=self.dice.choice([1, 5, 40]), place="信访局", urgent=False, withdrawn_on=self._gone(day),
        )  # fmt: skip

    def _assignment(self, case: Case) -> None:
        day = self._day()
        step = self._step(case, day)
        if self.dice.random() < 0.3:
            self._step(case, day, strikes=step)
        AidAssignment.objects.create(
            case=case, lawyer=self.lawyer, step=step, chosen="first", since=day, assigned_at=self._moment(day),
            until=day, by=self.ledger.staff,
        )  # fmt: skip

    def _advice(self) -> None:
        day = self._day()
        AidAdvice.objects.create(
            unit=self.ledger.unit, way="window", asked_on=day, recorded_at=self._moment(day), question="问",
            region_id=self.dice.choice(REGIONS), outcome="answered", by=self.ledger.staff,
        )  # fmt: skip

    def _grant(self, number: int) -> None:
        day, case = self._day(), self._case()
        ReliefGrant.objects.create(
            case=case, step=self._step(case, day), claim=self.dice.choice(self.claims), amount_fen=100 * (number + 1),
            paid_on=day, voucher=str(number), recorded_at=self._moment(day), withdrawn_on=self._gone(day),
        )  # fmt: skip

    def _advances(self) -> None:
        fund = EmergencyFund.objects.create(
            region_id="410721", unit=self.ledger.unit, basis="文件", opened_on=FIRST, by=self.ledger.staff
        )
        for claim in self.claims:
            day = self._day()
            paper = Paper.objects.create(
                unit=self.ledger.unit,
                kind="垫付申请表",
                title="申请",
                about_kind="clue",
                about_id=1,
                drafted_on=day,
                drafted_by=self.ledger.staff,
            )
            advance = FundAdvance.objects.create(
                fund=fund, clue=claim.clue, case=self._case(), ground="cannot", found="查明", applied_on=day,
                applied_by=self.ledger.staff, application=paper, recorded_at=self._moment(day),
            )  # fmt: skip
            FundAdvanceLine.objects.create(
                advance=advance, claim=claim, nature="living", amount_fen=self.dice.choice([100, 7_700]),
                paid_on=self.dice.choice([None, day]),
            )  # fmt: skip
