"""The three sheets of facts: 办理 and 文书 hang on a clue, 检查 on an employer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from nuanxin.command.ledger.entering.closing import after_acts, after_settlements
from nuanxin.command.ledger.entering.clues import find_clues
from nuanxin.command.ledger.entering.corrections import employer_key
from nuanxin.command.ledger.entering.facts import FactImport, Key
from nuanxin.command.ledger.entering.parties import employer_said, project_said
from nuanxin.command.ledger.entering.pouring import Funnel
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import ACTS, SETTLEMENTS, VISITS, Sheet
from nuanxin.command.ledger.standing import act_says, settlement_says, visit_says
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.text import name_key
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit


class ClueTold(NamedTuple):
    """What facts take over from their clue."""

    pk: int
    received_on: date
    region: str
    sector: str
    new_form: bool | None
    employer_key: str


_FACT = ("clue_id", "region_id", "sector", "recorded_on", "recorded_at", "recorded_by_id", "corrects_id", "notes")
_SETTLEMENT = Funnel(
    Settlement,
    (
        *_FACT, "solved_by", "filed_on", "solved_on", "persons", "migrant_persons", "amount_fen",
        "migrant_amount_fen", "new_form",
    ),
)  # fmt: skip
_ACT = Funnel(OfficialAct, (*_FACT, "kind", "done_on", "number", "employer_key"))
_VISIT = Funnel(
    Visit,
    (
        "employer_id", "project_id", "project_key", "region_id", "visited_on", "recorded_on", "recorded_at",
        "recorded_by_id", "corrects_id", "sector", "workforce", "migrants", "government", "state_firm",
        "arrears_found", "arrears_persons", "arrears_fen", "recording", "notes",
    ),
)  # fmt: skip


class _OnClues(FactImport):
    """Facts that hang on a clue, named by its 外部编号."""

    def owners(self, rows: list[Row]) -> dict[Any, list[Row]]:
        told = self._told([row.said["external_number"] for row in rows])
        owned: dict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            clue = told.get(row.said["external_number"])
            if clue and self._fits(row, clue):
                owned[clue].append(row)
                continue
            if clue is None:
                self._orphan(row)
        return owned

    def _orphan(self, row: Row) -> None:
        number = row.said["external_number"]
        if number in self.refused_clues:
            row.fault(f"“线索”表第{self.refused_clues[number]}行未能导入", "外部编号", "请先改正那一行")
        else:
            row.fault(f"台账和“线索”表中都没有编号“{number}”的线索", "外部编号", "请核对编号，或先导入这条线索")

    def _fits(self, row: Row, clue: ClueTold) -> bool:
        if self.allowed is not None and clue.region not in self.allowed:
            row.fault("该线索不在您的管辖范围内", "外部编号", "请由该地单位导入")
        return not row.faults

    def _told(self, numbers: list[str]) -> dict[str, ClueTold]:
        found = find_clues(list(dict.fromkeys(numbers)))
        standing = Clue.objects.filter(pk__in=found.values()).order_by("pk")
        if self.foretold is None:
            # Held until the chunk is written, in one order for all: an officer's act on one of these files waits, and is seen.
            standing = standing.select_for_update(of=("self",))
        clues = standing.values_list(
            "pk", "received_on", "region_id", "sector", "new_form", "employer__credit_code", "employer_said"
        )
        by_pk = {
            pk: ClueTold(pk, received, region, sector, new_form, employer_key(code or "", name))
            for pk, received, region, sector, new_form, code, name in clues
        }
        foretold = {number: clue for number in numbers if (clue := (self.foretold or {}).get(number))}
        return {number: by_pk[pk] for number, pk in found.items()} | foretold

    def owner_of(self, fact: Any) -> Any:
        return self._by_pk[fact.clue_id]

    def live(self, owned: Mapping[Any, list[Row]]) -> Iterable[Any]:
        self._by_pk = {clue.pk: clue for clue in owned}
        facts = self._model()._default_manager.filter(clue__in=list(self._by_pk), withdrawn_on=None)
        return facts.select_related("recorded_by").order_by("pk")

    def _model(self) -> type[Settlement] | type[OfficialAct]:
        raise NotImplementedError

    def _common(self, clue: ClueTold, row: Row, recorded: date, old: int | None) -> tuple[Any, ...]:
        return (clue.pk, clue.region, clue.sector, recorded, occasion.now(), self.by.pk, old, row.notes)


class SettlementImport(_OnClues):
    one_each = True

    def row_key(self, row: Row) -> Key:
        return row.said["external_number"], row.said["solved_by"], row.said["solved_on"]

    def fact_key(self, fact: Any) -> Key:
        return fact.solved_by, fact.solved_on

    def says(self, fact: Any) -> Mapping[str, Any]:
        return settlement_says(fact)

    def happened(self, row: Row) -> date:
        day: date = row.said["solved_on"]
        return day

    def _model(self) -> type[Settlement]:
        return Settlement

    def _fits(self, row: Row, clue: ClueTold) -> bool:
        if row.said["solved_on"] < clue.received_on:
            row.fault(f"解决日期（{row.said['solved_on']}）早于收到日期（{clue.received_on}）", "解决日期")
        return super()._fits(row, clue)

    def pour(self, new: Iterable[tuple[Any, Row, date, int | None]]) -> None:
        columns = ("solved_by", "filed_on", "solved_on", "persons", "migrant_persons", "amount", "migrant_amount")
        _SETTLEMENT.pour(
            (*self._common(clue, row, recorded, old), *(row.said[name] for name in columns), bool(clue.new_form))
            for clue, row, recorded, old in new
        )

    def afterwards(self, written: list[tuple[Any, Row]]) -> None:
        after_settlements([(clue.pk, row.said) for clue, row in written], by=self.by, on=self.on)


class ActImport(_OnClues):
    def row_key(self, row: Row) -> Key:
        return row.said["external_number"], row.said["kind"], row.said["done_on"], row.said["number"]

    def fact_key(self, fact: Any) -> Key:
        return fact.kind, fact.done_on, fact.number

    def says(self, fact: Any) -> Mapping[str, Any]:
        return act_says(fact)

    def happened(self, row: Row) -> date:
        day: date = row.said["done_on"]
        return day

    def _model(self) -> type[OfficialAct]:
        return OfficialAct

    def pour(self, new: Iterable[tuple[Any, Row, date, int | None]]) -> None:
        _ACT.pour(
            (
                *self._common(clue, row, recorded, old),
                row.said["kind"],
                row.said["done_on"],
                row.said["number"],
                clue.employer_key,
            )
            for clue, row, recorded, old in new
        )

    def afterwards(self, written: list[tuple[Any, Row]]) -> None:
        after_acts([(clue.pk, row.said) for clue, row in written], by=self.by, on=self.on)


class VisitImport(FactImport):
    def row_key(self, row: Row) -> Key:
        return row.said["credit_code"], row.said["visited_on"], project_key(row)

    def fact_key(self, fact: Any) -> Key:
        return fact.visited_on, fact.project_key

    def owners(self, rows: list[Row]) -> dict[Any, list[Row]]:
        self.parties.settle([employer_said(row) for row in rows], [project_said(row) for row in rows])
        owned: dict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            owned[self.parties.employer(employer_said(row))].append(row)
        return owned

    def live(self, owned: Mapping[Any, list[Row]]) -> Iterable[Any]:
        standing = Visit.objects.filter(employer__in=list(owned), withdrawn_on=None)
        return standing.select_related("recorded_by", "employer", "project").order_by("pk")

    def owner_of(self, fact: Any) -> Any:
        return fact.employer_id

    def says(self, fact: Any) -> Mapping[str, Any]:
        # The code tells the employer, the compared name the project: other ways of writing their names are no change.
        known_by = ("employer", "credit_code", "project")
        return {name: value for name, value in visit_says(fact).items() if name not in known_by}

    def happened(self, row: Row) -> date:
        day: date = row.said["visited_on"]
        return day

    def pour(self, new: Iterable[tuple[Any, Row, date, int | None]]) -> None:
        now = occasion.now()
        _VISIT.pour(
            (
                employer,
                self.parties.project(project_said(row)),
                project_key(row),
                row.said["region"],
                row.said["visited_on"],
                recorded,
                now,
                self.by.pk,
                old,
                row.said["sector"],
                row.said["workforce"],
                row.said["migrants"],
                row.said["government"],
                row.said["state_firm"],
                bool(row.said["arrears_found"]),
                row.said["arrears_persons"],
                row.said["arrears"],
                row.said["recording"],
                row.notes,
            )
            for employer, row, recorded, old in new
        )

    def afterwards(self, written: list[tuple[Any, Row]]) -> None:
        """A visit stands for itself."""


def project_key(row: Row) -> str:
    return name_key(row.said["project"])[:200] if row.said["project"] else ""


FACT_IMPORTS: dict[str, type[FactImport]] = {
    SETTLEMENTS.name: SettlementImport,
    ACTS.name: ActImport,
    VISITS.name: VisitImport,
}
FACT_SHEETS: tuple[Sheet, ...] = (SETTLEMENTS, ACTS, VISITS)
