"""What goes with the steps of a petition: its row for the tables, the bounds of a collective visit, no leak to the accused."""

from __future__ import annotations

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.rights.cases.procedures.declared import YES
from nuanxin.rights.cases.steps import law_at
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.justice.petition.models import Petition

_RULE = "信访工作条例"
VISITS = ("register", "again")
MASS_FROM = 2


def check_petition(moment: Moment) -> None:
    """Asked before a step: persons and representatives fit, and nothing is passed to the body that is accused."""
    facts, clue = moment.facts, moment.case.clue
    if moment.step in VISITS:
        _persons(moment)
    if moment.step == "forward":
        accused = {clue.employer_said, clue.employer.name if clue.employer else ""} - {""}
        to_organ = str(facts["to_organ"]).strip()
        if any(name in to_organ or to_organ in name for name in accused):
            why = f"“{to_organ}”是被反映的单位"
            raise Refusal("不能转送", why=why, remedy="请转送有权处理的机关", cites=f"{_RULE}第三十条")


def _persons(moment: Moment) -> None:
    facts = moment.facts
    persons, mass = int(facts["persons"]), facts["mass"] == YES
    cites = f"{_RULE}第二十条"
    if persons < 1 or (mass and persons < MASS_FROM):
        raise Refusal("不能登记", why="人数不对：集体上访是多人提出共同的信访事项", remedy="请核对人数", cites=cites)
    sent = facts.get("representatives")
    if not mass or sent is None or facts["way"] != "visit":
        return
    law = law_at(moment.case.clue)
    try:
        most = law.law.figure("pet.reps", law.place, on=moment.on).high
    except MissingFigure:
        return
    if (most is not None and int(sent) > most) or int(sent) > persons:
        why = f"集体走访的代表{sent}人，超过{most:f}人或者超过总人数"
        remedy = "请劝导推选代表后登记；实际到访的人数填在“人数”里"
        raise Refusal("代表人数不对", why=why, remedy=remedy, cites=cites)


def count_petition(moment: Moment) -> None:
    """A visit was registered: one row more for the tables."""
    if moment.step not in VISITS or moment.row is None:
        return
    facts = moment.facts
    Petition.objects.create(
        clue=moment.case.clue,
        region_id=moment.case.clue.region_id,
        step=moment.row,
        received_on=facts["received_on"],
        way=facts["way"],
        kind=facts["kind"],
        mass=facts["mass"] == YES,
        persons=facts["persons"],
        representatives=facts.get("representatives"),
        place=facts["place"],
        urgent=facts["urgent"] == YES,
    )


def uncount_petition(moment: Moment) -> None:
    """The registration was struck: its row counts no more."""
    Petition.objects.filter(step=moment.row, withdrawn_on__isnull=True).update(withdrawn_on=moment.on)
