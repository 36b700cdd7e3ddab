"""Stories of mediation, notarised repayment and regular checks: each leaves its file in another state.

The local list of dishonest parties is not played: it ships off, and the demonstration shows what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.agreements import Part, keep_instalment, mark_defaults, sign_agreement
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.mediation.appointing import appoint_mediator, suggestions
from nuanxin.rights.disputes.mediation.checks import CheckFacts, mediate_check, record_check, settle_check
from nuanxin.rights.disputes.mediation.models import MediationOrganisation, Mediator
from nuanxin.rights.disputes.mediation.procedure import KEY as MEDIATION
from nuanxin.rights.disputes.mediation.register import MediatorFacts, OrganisationFacts, add_mediator, add_organisation
from nuanxin.rights.disputes.notary.dunning import dun_due
from nuanxin.rights.disputes.notary.procedure import KEY as NOTARY
from nuanxin.rights.disputes.notary.standing_sum import balance_of, to_certify
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.people import COUNTY
from nuanxin.web.terminal.demo.playing import Stage

REGISTER = (
    ("青年路社区人民调解委员会", "people", "", "青年路社区", (("孟大姐", ("catering",), ("普通话", "河南话"), False),)),
    ("建筑行业人民调解委员会", "industry", "construction", "", (("何调解", ("construction",), ("普通话",), True),
                                                           ("马老吾", ("construction",), ("普通话", "彝语"), False))),
    ("物流快递行业调解委员会", "industry", "logistics", "", (("曹快手", ("logistics",), ("普通话", "四川话"), True),)),
    ("新乡某机械公司劳动争议调解委员会", "enterprise", "manufacturing", "新乡某机械公司",
     (("任工会", ("manufacturing",), ("普通话",), False),)),
)  # fmt: skip
_TOLD = {"told": "已当面告知途径和需要的材料"}
_MARKS = ("worker_signed_on", "employer_signed_on", "mediator_signed_on", "sealed_on", "effective_on")


def _nothing(on: date) -> dict[str, Any]:
    return {}


FACTS: dict[str, Callable[[date], dict[str, Any]]] = {
    "declined": lambda on: {"reason": "争议已经申请仲裁", "told": "已告知等待仲裁处理"},
    "consent": lambda on: {"worker_consent_on": on, "employer_consent_on": on, "by_whom": "项目经理"},
    "refused": lambda on: {"side": "employer", "how": "电话明确表示不参加", "route": "arbitration", **_TOLD},
    "session": lambda on: {
        "medium": "video", "began": "09:05", "ended": "09:51", "place": "视频调解室", "present": ["劳动者代表", "项目经理"],
        "summary": "逐人核对金额，用人单位承认欠薪，商定分期", "result": "agreed",
    },
    "signed": lambda on: {**dict.fromkeys(_MARKS, on), "wage_only": "yes"},
    "oral": lambda on: {"content": "七日内付清", "effective_on": on, "wage_only": "yes"},
    "confirmation": lambda on: {"court": "新乡县人民法院", "venue": "body", "worker_on": on, "employer_on": on},
    "confirm_answer": lambda on: {"answer": "confirmed", "answered_on": on, "number": "（2026）豫0721民特8号"},
    "review": lambda on: {"commission": "新乡县劳动人事争议仲裁委员会", "worker_on": on, "employer_on": on},
    "review_answer": lambda on: {"answer": "document", "answered_on": on, "number": "新劳人仲审〔2026〕3号"},
    "handed_on": lambda on: {"route": "wage_suit", **_TOLD},
    "performed": lambda on: {"how": "已全部转入本人账户"},
    "failed": lambda on: {"reason": "apart", "summary": "对工程量说法不一", "route": "arbitration", **_TOLD},
    "accept": lambda on: {"told": "yes"},
    "supplement": lambda on: {"what": "补充营业执照和法定代表人身份证明"},
    "supplemented": lambda on: {"result": "材料已补齐，与登记机关核对无误"},
    "examine": lambda on: {"disputed": "no", "genuine": "yes", "passes": "yes", "note": "双方对数额没有争议"},
    "withdrawn": lambda on: {"reason": "双方已当场付清"},
    "statement": lambda on: {
        "accepts": "yes", "presence": "self", "person": "法定代表人", "accelerates": "yes", "dunning_phone": "13900000021",
    },
    "court": lambda on: {"court": "新乡县人民法院", "applied_on": on},
    "court_filed": lambda on: {"answered_on": on, "number": "（2026）豫0721执18号"},
    "handed_over": lambda on: {"note": "公证书、执行证书已移交法院"},
    "court_refused": lambda on: {"answered_on": on, "reason": "被执行人下落不明，移送破产审查", **_TOLD},
}  # fmt: skip


def take(stage: Stage, case: Case, key: str, **facts: Any) -> None:
    """A step by the desk's own person, with facts that fit the procedure."""
    by = stage.cast.desks["notary" if case.procedure == NOTARY else "mediator"]

    def act(on: date) -> Any:
        fitting = {**FACTS.get(key, _nothing)(on), **facts}
        if case.procedure == MEDIATION:
            fitting = {} if key == "accept" else fitting
            fitting |= {"rights_told": "yes"} if key == "consent" else {}
        return take_step(case=case, step=key, facts=fitting, by=by, on=on)

    stage.when_allowed(act, days=2)


def register(stage: Stage) -> None:
    """The county's register, entered once."""
    head = stage.cast.desks["mediation_head"]
    assert head.unit is not None
    if MediationOrganisation.objects.filter(unit=head.unit).exists():
        return
    county = Region.objects.get(pk=COUNTY)
    with stage.morning() as on:
        for name, kind, trade, village, people in REGISTER:
            about = OrganisationFacts(
                name=name, kind=kind, trade=trade, region=county, village=village, since=date(2020, 3, 1)
            )
            row = add_organisation(unit=head.unit, facts=about, by=head, on=on)
            for called, specialities, languages, full_time in people:
                account = stage.cast.desks["mediator"] if called == "何调解" else None
                told = MediatorFacts(
                    name=called, since=date(2021, 3, 1), specialities=specialities, languages=languages,
                    full_time=full_time, staff=account,
                )  # fmt: skip
                add_mediator(organisation=row, facts=told, by=head, on=on)


def opened(stage: Stage, procedure: str, by: Staff, **facts: Any) -> Case:
    """The inspector asks the desk; the desk opens its file on the same clue."""
    clue = accepted(stage, workers=3)
    stage.later(1)
    assert by.unit is not None
    with stage.morning() as on:
        ask_helper(clue=clue, unit=by.unit, task="请办理", by=stage.cast.inspector, on=on)
        days = {key: on for key in ("received_on", "worker_applied_on", "employer_applied_on") if key in facts}
        return open_file(
            clue=clue, procedure=procedure, unit=by.unit, officer=by, facts={**facts, **days}, by=by, on=on
        )


def mediation(stage: Stage, **changes: Any) -> Case:
    register(stage)
    asked = {
        "kind": "people", "received_on": None, "applied_by": "worker", "form": "oral", "request": "拖欠工资", **changes
    }  # fmt: skip
    return opened(stage, MEDIATION, stage.cast.desks["mediator"], **asked)


def deed(stage: Stage) -> Case:
    asked = {"worker_applied_on": None, "employer_applied_on": None, "origin": "inspection", "debt": "拖欠三人工资"}
    return opened(stage, NOTARY, stage.cast.desks["notary"], **asked)


def agree(stage: Stage, case: Case) -> None:
    """In two parts, five and twelve days on."""
    whole = sum(claim.claimed_fen or 0 for claim in case.clue.claims.all())
    with stage.morning() as on:
        parts = [Part(on + timedelta(days=5), whole // 2), Part(on + timedelta(days=12), whole - whole // 2)]
        sign_agreement(case=case, signed_on=on, text="分两期付清全部工资", parts=parts, by=case.officer, on=on)


def appoint(stage: Stage, case: Case) -> None:
    with stage.morning() as on:
        best = suggestions(case, on)[0]
        chosen = Mediator.objects.get(pk=best.candidate.key)
        appoint_mediator(case=case, mediator=chosen, by=case.officer, on=on)


def late(stage: Stage) -> None:
    """The first part falls due and is not paid; the round of each day does what it does."""
    for _ in range(7):
        stage.later(2)  # the next working day
        with stage.morning() as on:
            dun_due(on=on)
            mark_defaults(on=on)


def paid_and_closed(stage: Stage, case: Case, *, close: bool) -> None:
    stage.later(2)
    stage.verify_all(case.clue)
    stage.pay_all(case.clue)
    with stage.morning() as on:
        for agreement in case.agreements.all():
            for part in agreement.instalments.filter(paid_on__isnull=True):
                keep_instalment(instalment=part, paid_on=on, by=case.officer, on=on)
    take(stage, case, "performed")
    stage.ask_all(case.clue)
    if close:
        stage.later(1)
        with stage.morning() as on:
            settle_and_close(case=case, by=case.officer, on=on, opinion="协议已履行完毕")


def walked(begin: Callable[[Stage], Case], steps: str) -> Story:
    """A file taken through these steps; words in capitals stand for acts that are no bare steps."""

    def story(stage: Stage) -> None:
        case = begin(stage)
        acts: dict[str, Callable[[], None]] = {
            "APPOINT": lambda: appoint(stage, case),
            "AGREE": lambda: agree(stage, case),
            "LATE": lambda: late(stage),
            "PAID": lambda: paid_and_closed(stage, case, close=False),
            "CLOSED": lambda: paid_and_closed(stage, case, close=True),
            "CHECK": lambda: take(
                stage, case, "check", applied_on=stage.day, paid=balance_of(case).paid_fen, asked="电话核实", answer="silent"
            ),
            "CERTIFICATE": lambda: take(stage, case, "certificate", amount=to_certify(case, stage.day)),
            "TIME_OUT": lambda: take(stage, case, "failed", reason="time"),
            "NOT_CONFIRMED": lambda: take(stage, case, "confirm_answer", answer="refused", reason="协议内容不明确"),
            "DISPUTED": lambda: take(stage, case, "examine", disputed="yes", passes="no", note="数额有争议"),
            "NO_DEED": lambda: take(stage, case, "declined", reason="双方对数额有争议", told="申请劳动仲裁"),
        }  # fmt: skip
        for key in steps.split():
            acts.get(key, lambda key=key: take(stage, case, key))()

    return story


def checked(finding: str, end: str) -> Story:
    """A regular check that found something or nothing, ended in this way or not yet."""

    def story(stage: Stage) -> None:
        mediator, firm = stage.cast.desks["mediator"], stage.inventor.firm()
        assert mediator.unit is not None
        county = Region.objects.get(pk=COUNTY)
        employer, _ = Employer.objects.get_or_create(
            credit_code=firm.credit_code, defaults={"name": firm.name, "region": county}
        )
        found = finding != "none"
        with stage.morning() as on:
            facts = CheckFacts(
                employer=employer, region=county, checked_on=on, seen="查看工资表、考勤表，询问三名工人", finding=finding,
                trade=stage.inventor.rng.choice(("construction", "catering", "logistics")),
                persons=3 if found else None, amount_fen=1_800_000 if found else None,
                due_on=on + timedelta(days=7) if found else None,
            )  # fmt: skip
            row = record_check(unit=mediator.unit, facts=facts, by=mediator, on=on)
        if not end:
            return
        stage.later(2)
        with stage.morning() as on:
            if end == "file":
                mediate_check(check=row, request="三人两个月工资没有发", officer=mediator, by=mediator, on=on)
            else:
                settle_check(check=row, how=end, note="当场核对，已经付清，工人签收", by=mediator, on=on)

    return story


def _begins(steps: str) -> int:
    """How many days ago: as late as it can be, so that what falls due after the last step still lies ahead of today."""
    if "CLOSED" in steps or "PAID" in steps:
        return 40
    return 30 if "TIME_OUT" in steps else 16 if "LATE" in steps else 6


def stories() -> list[tuple[Story, int]]:
    """Every state of both procedures and of the checks, with how many days before today it begins."""
    talked = "accept APPOINT consent session"
    signed = f"{talked} AGREE signed"
    ways = [
        "", "accept", "accept APPOINT", "accept APPOINT consent", talked, f"{talked} AGREE", signed, f"{talked} AGREE oral",
        "declined", "refused", "accept failed", "accept TIME_OUT", f"{signed} confirmation", f"{signed} confirmation confirm_answer",
        f"{signed} confirmation NOT_CONFIRMED", f"{signed} review", f"{signed} review review_answer", f"{signed} LATE",
        f"{signed} LATE urge", f"{signed} LATE urge handed_on", f"{signed} PAID", f"{signed} CLOSED", f"{signed} CLOSED",
        f"{talked} session AGREE signed confirmation confirm_answer CLOSED",
    ]  # fmt: skip
    promised = "accept examine consent AGREE statement"
    certified = f"{promised} deed LATE CHECK CERTIFICATE"
    deeds = [
        "", "accept", "accept supplement", "accept supplement supplemented", "accept examine", "accept DISPUTED",
        "accept DISPUTED NO_DEED", "accept withdrawn", "accept examine consent", "accept examine consent AGREE", promised,
        f"{promised} deed", f"{promised} deed LATE", f"{promised} deed LATE CHECK", certified, f"{certified} court",
        f"{certified} court court_filed", f"{certified} court court_filed handed_over", f"{certified} court court_refused", f"{promised} deed PAID", f"{promised} deed CLOSED",
    ]  # fmt: skip
    told: list[tuple[Story, int]] = [(walked(mediation, steps), _begins(steps)) for steps in ways]
    told += [(walked(deed, steps), _begins(steps)) for steps in deeds]
    ends = (
        ("none", ""),
        ("hazard", ""),
        ("hazard", "spot"),
        ("hazard", "spot"),
        ("dispute", "file"),
        ("hazard", "gone"),
    )
    told += [(checked(finding, end), 5 + 6 * n) for n, (finding, end) in enumerate(ends)]
    return told
