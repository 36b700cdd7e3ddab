"""An aid centre with its people and register, an application on a clue, and shortcuts through the procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.legal_aid.assigning import assign_lawyer
from nuanxin.rights.disputes.legal_aid.models import AidLawyer
from nuanxin.rights.disputes.legal_aid.procedure import KEY
from nuanxin.rights.disputes.legal_aid.registers import LawyerSaid, enter_lawyer
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, person
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.making import make_clue, on_day

APPLIED: dict[str, Any] = {
    "how": "oral",
    "applicant": "工人0",
    "matter": "wages",
    "means": "migrant",
    "proof": "劳动合同和考勤表",
    "sensitive": "no",
}
HEADS = ("grant", "regrant", "refuse", "first_aid", "terminate", "archived")


@dataclass
class Centre:
    """The centre of the county: who receives, who decides, whom it may assign."""

    officer: Any
    head: Any
    lawyers: list[AidLawyer]

    @property
    def unit(self) -> Any:
        return desk_unit(UnitKind.LEGAL_AID)


def make_centre(count: int = 3) -> Centre:
    officer = desk_person("aid_officer", UnitKind.LEGAL_AID, name="何援助")
    head = desk_person("aid_head", UnitKind.LEGAL_AID, name="许主任")
    centre = Centre(officer, head, [])
    centre.lawyers = [add_lawyer(centre, n) for n in range(count)]
    return centre


def add_lawyer(centre: Centre, n: int, **said: Any) -> AidLawyer:
    told = {
        "name": f"律师{n}",
        "kind": "lawyer",
        "licence": f"1410720241000{n:03d}",
        "firm": "河南某某律师事务所",
        "skills": ("wages",),
        "languages": ("mandarin",),
        **said,
    }
    region = Region.objects.get(pk="410721")
    return enter_lawyer(unit=centre.unit, region=region, said=LawyerSaid(**told), by=centre.head, on=TODAY)


def petition_office() -> Any:
    """Somebody at the petition office of the county."""
    return person("petition", "信访员", desk_unit(UnitKind.PETITION), "petition_officer")


def apply(people: People, centre: Centre, *, on: date = TODAY, clue: Clue | None = None, **facts: Any) -> Case:
    """A file with its application, on a clue of three workers unless another is given."""
    clue = clue or make_clue(people)
    with on_day(on):
        return open_file(
            clue=clue,
            procedure=KEY,
            unit=centre.unit,
            officer=centre.officer,
            facts={**APPLIED, **facts},
            by=people.owner if False else _able(centre, clue),
            on=on,
        )


def _able(centre: Centre, clue: Clue) -> Any:
    from nuanxin.rights.intake.models import HelperTask

    HelperTask.objects.get_or_create(clue=clue, unit=centre.unit, defaults={"task": "办理法律援助", "asked_on": TODAY})
    return centre.officer


FACTS: dict[str, dict[str, Any]] = {
    "supplement": {"gap": "migrant", "items": ["务工证明"]},
    "supplemented": {"received": ["务工证明"]},
    "deemed_withdrawn": {"asked": "电话联系未果"},
    "withdrawn": {"reason": "本人自愿撤回"},
    "first_aid": {"ground": "preservation", "reason": "用人单位正在转移财产"},
    "accepted": {"venue": "matter", "opinion": "符合条件"},
    "grant": {"form": "arbitration", "opinion": "同意"},
    "regrant": {"form": "arbitration", "opinion": "按决定办理"},
    "refuse": {"ground": "scope", "reason": "请求退还押金，不属于法律援助范围"},
    "authorisation": {"scope": "general"},
    "work": {"kind": "meeting", "summary": "约见受援人，核对考勤"},
    "terminate": {"ground": "own_lawyer", "reason": "受援人自行委托了律师"},
    "objection": {"against": "refuse", "organ": "新乡县司法局", "reason": "不同意"},
    "objection_decided": {"outcome": "correct", "reason": "符合条件"},
    "refused_filed": {"told": "已经告知异议途径"},
    "report": {"outcome": "paid", "amount": 3_000_000, "persons": 3, "result": "协商后付清", "feedback": "good"},
    "archived": {"quality": "good", "note": "材料齐全"},
}
DAYS = {
    "supplement": "supplement_by",
    "authorisation": "signed_on",
    "work": "held_on",
    "objection": "received_on",
    "objection_decided": "decided_on",
}


def step(case: Case, key: str, centre: Centre, on: date = TODAY, **facts: Any) -> CaseStep:
    day = {DAYS[key]: on} if key in DAYS else {}
    by = centre.head if key in HEADS else centre.officer
    with on_day(on):
        return take_step(case=case, step=key, facts={**FACTS[key], **day, **facts}, by=by, on=on)


def assigned(case: Case, centre: Centre, on: date = TODAY, chosen: str = "first") -> Any:
    with on_day(on):
        return assign_lawyer(case=case, lawyer=centre.lawyers[0], chosen=chosen, by=centre.head, on=on)


def walk(case: Case, keys: str, centre: Centre, on: date = TODAY) -> None:
    """Several steps on one day, the assignment among them."""
    for key in keys.split():
        if key == "assign":
            assigned(case, centre, on)
        else:
            step(case, key, centre, on)
