"""A mediation file at the county committee's desk, and shortcuts through its steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.agreements import Part, sign_agreement
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.money import Agreement
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.mediation.appointing import appoint_mediator
from nuanxin.rights.disputes.mediation.models import Mediator
from nuanxin.rights.disputes.mediation.procedure import KEY
from nuanxin.rights.disputes.mediation.register import MediatorFacts, OrganisationFacts, add_mediator, add_organisation
from nuanxin.rights.intake.transfer.helping import ask_helper
from tests.conftest import People
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.making import make_clue, on_day

START = date(2023, 12, 5)


class Desk:
    """The committee with its head, a mediator with an account, and its register."""

    def __init__(self) -> None:
        self.unit = desk_unit(UnitKind.MEDIATION)
        self.head = desk_person("mediation_head", UnitKind.MEDIATION, name="调委主任")
        self.mediator = desk_person("mediator", UnitKind.MEDIATION, name="何调解")

    def registered(self, name: str = "何调解", trade: str = "construction", **changes: Any) -> Mediator:
        on = date(2023, 1, 3)
        with on_day(on):
            facts = OrganisationFacts(
                name=f"{name}所在调委会",
                kind="industry",
                region=Region.objects.get(code="410721"),
                since=date(2020, 1, 1),
                trade=trade,
            )
            row = add_organisation(unit=self.unit, facts=facts, by=self.head, on=on)
            told = MediatorFacts(**{"name": name, "since": date(2021, 1, 1), "specialities": (trade,), **changes})
            return add_mediator(organisation=row, facts=told, by=self.head, on=on)


def asked(on: date, **changes: Any) -> dict[str, Any]:
    """The facts of an application."""
    return {
        "kind": "people",
        "received_on": on,
        "applied_by": "worker",
        "form": "written",
        "request": "拖欠2023年9月至11月工资",
        **changes,
    }


def opened(people: People, desk: Desk, on: date = START, **changes: Any) -> Case:
    """A file at the desk, asked for by the bureau that holds the clue."""
    clue = make_clue(people)
    with on_day(on):
        ask_helper(clue=clue, unit=desk.unit, task="请主持调解", by=people.owner, on=on)
        facts = asked(on, **changes)
        return open_file(
            clue=clue, procedure=KEY, unit=desk.unit, officer=desk.mediator, facts=facts, by=desk.mediator, on=on
        )


def facts_for(key: str, on: date) -> dict[str, Any]:
    """Facts that fit each step."""
    fitting: dict[str, dict[str, Any]] = {
        "consent": {
            "worker_consent_on": on,
            "employer_consent_on": on,
            "by_whom": "项目经理李四",
            "rights_told": "yes",
        },
        "declined": {"reason": "已经申请仲裁", "told": "已告知等待仲裁"},
        "refused": {"side": "employer", "how": "电话表示不来", "route": "arbitration", "told": "已电话告知"},
        "session": {
            "medium": "video",
            "began": "09:05",
            "ended": "09:51",
            "place": "视频会议室3号",
            "present": ["工人0", "项目经理李四"],
            "summary": "双方核对金额",
            "result": "agreed",
        },
        "signed": {
            "worker_signed_on": on,
            "employer_signed_on": on,
            "mediator_signed_on": on,
            "sealed_on": on,
            "effective_on": on,
            "wage_only": "yes",
        },
        "oral": {"content": "三日内付清", "effective_on": on, "wage_only": "yes"},
        "confirmation": {"court": "新乡县人民法院", "venue": "body", "worker_on": on, "employer_on": on},
        "confirm_answer": {"answer": "confirmed", "answered_on": on, "number": "（2024）豫0721民特1号"},
        "review": {"commission": "新乡县劳动人事争议仲裁委员会", "worker_on": on, "employer_on": on},
        "review_answer": {"answer": "document", "answered_on": on, "number": "新劳人仲审〔2024〕1号"},
        "default": {"what": "第一期没有付清"},
        "handed_on": {"route": "arbitration", "told": "已当面告知"},
        "performed": {"how": "已全部转账"},
        "failed": {"reason": "apart", "summary": "金额差距大", "route": "arbitration", "told": "已当面告知"},
    }
    return fitting.get(key, {})


def step(case: Case, key: str, desk: Desk, on: date, **facts: Any) -> CaseStep:
    """Take a step with facts that fit, as the mediator."""
    with on_day(on):
        return take_step(
            case=case, step=key, facts={**facts_for(key, on), **facts}, by=desk.mediator, on=on, paper_fields={}
        )


def appoint(case: Case, person: Mediator, desk: Desk, on: date) -> None:
    with on_day(on):
        appoint_mediator(case=case, mediator=person, by=desk.mediator, on=on)


def agree(
    case: Case, desk: Desk, on: date, parts: tuple[tuple[int, int], ...] = ((10, 1_000_000), (40, 2_000_000))
) -> Agreement:
    """Sign in parts of (days later, 分)."""
    with on_day(on):
        return sign_agreement(
            case=case,
            signed_on=on,
            text="分期付清全部工资",
            parts=[Part(on + timedelta(days=days), fen) for days, fen in parts],
            by=desk.mediator,
            on=on,
        )


def agreed(people: People, desk: Desk, on: date = START, **changes: Any) -> Case:
    """A file with a signed agreement that is in force."""
    case = opened(people, desk, on, **changes)
    step(case, "accept", desk, on)
    appoint(case, desk.registered(), desk, on)
    step(case, "consent", desk, on)
    step(case, "session", desk, on)
    agree(case, desk, on)
    step(case, "signed", desk, on)
    return case
