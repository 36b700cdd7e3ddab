"""Legal aid in the demonstration: every state of its procedure, the register, the rota, the log of advice, the papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.legal_aid.advice import Asked, log_advice, turn_into_clue
from nuanxin.rights.disputes.legal_aid.assigning import assign_lawyer, replace_lawyer, suggestion_for
from nuanxin.rights.disputes.legal_aid.four_papers import keep_interview, known_answers
from nuanxin.rights.disputes.legal_aid.models import AidLawyer, AidStation, DutyTurn
from nuanxin.rights.disputes.legal_aid.procedure import KEY
from nuanxin.rights.disputes.legal_aid.registers import LawyerSaid, change_standing, enter_lawyer, open_station
from nuanxin.rights.disputes.legal_aid.rota import make_rota
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.playing import Stage

SINCE = 430  # days before today on which the register was entered: before every story
HEADS = ("grant", "regrant", "refuse", "first_aid", "terminate", "archived")
ONE_DAY = "accepted grant assign"
_SAID = (
    ("周正言", "lawyer", "河南言正律师事务所", ("wages", "construction"), ("mandarin", "local")),
    ("吴思远", "lawyer", "河南言正律师事务所", ("wages", "enforcement"), ("mandarin",)),
    ("郑明法", "lawyer", "河南牧野律师事务所", ("wages", "injury", "relation"), ("mandarin", "yi")),
    ("孙秉公", "grassroots", "新乡县第一法律服务所", ("wages", "new_form"), ("mandarin", "local")),
    ("何小青", "volunteer", "", ("wages",), ("mandarin", "sign", "english")),
)
FACTS: dict[str, dict[str, Any]] = {
    "accepted": {"venue": "matter", "opinion": "属于请求支付劳动报酬，本县发生，符合条件"},
    "grant": {"form": "arbitration", "opinion": "同意给予援助"},
    "regrant": {"form": "arbitration", "opinion": "按县司法局的决定办理"},
    "refuse": {"ground": "scope", "reason": "请求返还工程保证金，不是劳动报酬。"},
    "supplement": {"gap": "migrant", "items": ["证明是务工人员的材料（合同、考勤、工友证言均可）"]},
    "supplemented": {"received": ["工友证言两份"]},
    "deemed_withdrawn": {"asked": "三次电话联系，申请人表示不再申请"},
    "withdrawn": {"reason": "用人单位已经付清，本人自愿撤回"},
    "first_aid": {"ground": "preservation", "reason": "用人单位正在转移设备，需要立即申请财产保全"},
    "authorisation": {"scope": "general"},
    "work": {"kind": "meeting", "summary": "约见受援人，核对考勤和金额"},
    "terminate": {"ground": "own_lawyer", "reason": "受援人自行委托了律师"},
    "objection": {"against": "refuse", "organ": "新乡县司法局", "reason": "认为属于劳动报酬"},
    "objection_decided": {"outcome": "correct", "reason": "请求事项包含工资，应当援助"},
    "refused_filed": {"told": "已告知异议途径和劳动仲裁途径"},
    "report": {
        "outcome": "agreed",
        "amount": 2_400_000,
        "persons": 3,
        "result": "经仲裁庭调解，分两期付清",
        "feedback": "good",
    },
    "archived": {"quality": "good", "note": "材料齐全"},
}
DAYS = {"authorisation": "signed_on", "work": "held_on", "objection": "received_on", "objection_decided": "decided_on"}


def _desk(stage: Stage) -> tuple[Staff, Staff, Unit]:
    officer, head = stage.cast.desks["aid_officer"], stage.cast.desks["aid_head"]
    unit = officer.unit
    assert unit is not None
    return officer, head, unit


def _register(stage: Stage) -> list[AidLawyer]:
    """The register; entered by whichever story comes first."""
    _, head, unit = _desk(stage)
    known = list(AidLawyer.objects.filter(unit=unit).order_by("pk"))
    if known:
        return known
    region = Region.objects.get(pk=unit.region_id)
    since = stage.today - timedelta(days=SINCE)
    with stage.morning():
        return [
            enter_lawyer(
                unit=unit,
                region=region,
                said=LawyerSaid(
                    name=name,
                    kind=kind,
                    licence=f"141072024100{n:05d}" if firm else "",
                    firm=firm,
                    phone=f"0373-55503{n:02d}",
                    skills=skills,
                    languages=tongues,
                    most_files=None if firm else 3,
                ),
                by=head,
                on=since,
            )
            for n, (name, kind, firm, skills, tongues) in enumerate(_SAID, 1)
        ]


def applied(stage: Stage, *, workers: int = 3, **facts: Any) -> Case:
    """A worker's claim is with the inspectors, who ask the aid centre; he applies by word of mouth."""
    officer, _, unit = _desk(stage)
    _register(stage)
    clue = accepted(stage, workers=workers)
    with stage.morning() as on:
        ask_helper(clue=clue, unit=unit, task="办理法律援助", by=stage.cast.inspector, on=on)
    return _apply(stage, clue, officer, unit, **facts)


def _apply(stage: Stage, clue: Clue, officer: Staff, unit: Unit, **facts: Any) -> Case:
    said = {
        "how": "oral",
        "applicant": str(clue.claims.order_by("pk")[0].worker.name),
        "matter": "wages",
        "means": "migrant",
        "proof": "劳动合同、考勤记录",
        "sensitive": "no",
        **facts,
    }
    with stage.morning() as on:
        return open_file(clue=clue, procedure=KEY, unit=unit, officer=officer, facts=said, by=officer, on=on)


def step(stage: Stage, case: Case, key: str, **facts: Any) -> None:
    """One step of the file, by whoever may take it; the first of the suggested is assigned."""
    officer, head, _ = _desk(stage)
    with stage.morning() as on:
        if key == "assign":
            lawyer = AidLawyer.objects.get(pk=suggestion_for(case).order[0].key)
            assign_lawyer(case=case, lawyer=lawyer, chosen="first", by=head, on=on)
            return
        if key == "replace":
            lawyer = AidLawyer.objects.get(pk=suggestion_for(case).order[0].key)
            replace_lawyer(case=case, lawyer=lawyer, chosen="first", reason="与对方有利害关系", by=head, on=on)
            return
        day = {DAYS[key]: on} if key in DAYS else {}
        by = head if key in HEADS else officer
        take_step(case=case, step=key, facts={**FACTS[key], **day, **facts}, by=by, on=on)


def until(steps: str, *, same_day: int = 3, **about: Any) -> Story:
    """The first steps on one day (the promise), the others days later; the file stands where the last one leaves it."""

    def story(stage: Stage) -> None:
        case = applied(stage, **about)
        for place, key in enumerate(steps.split()):
            if place >= same_day:
                stage.later(4)
            step(stage, case, key)

    return story


def not_supplemented(stage: Stage) -> None:
    """Asked once for what was missing; it never came."""
    case = applied(stage)
    step(stage, case, "supplement", supplement_by=stage.day + timedelta(days=7))
    stage.later(9)
    step(stage, case, "deemed_withdrawn")


def supplemented(stage: Stage) -> None:
    case = applied(stage)
    step(stage, case, "supplement", supplement_by=stage.day + timedelta(days=7))
    stage.later(2)
    for key in f"supplemented {ONE_DAY}".split():
        step(stage, case, key)


def waits_for_papers(stage: Stage) -> None:
    case = applied(stage)
    step(stage, case, "supplement", supplement_by=stage.day + timedelta(days=7))


def seven_days_left(stage: Stage) -> None:
    """The limitation ends in five days: aid first, the papers afterwards."""
    case = applied(stage)
    step(stage, case, "first_aid", ground="limitation", expires_on=stage.day + timedelta(days=5))
    step(stage, case, "assign")
    stage.later(1)
    for key in ("authorisation", "work"):
        step(stage, case, key)
    stage.later(2)
    for key in ("accepted", "grant"):
        step(stage, case, key)


def upheld(stage: Stage) -> None:
    case = applied(stage)
    for key in ("accepted", "refuse"):
        step(stage, case, key)
    stage.later(3)
    step(stage, case, "objection")
    stage.later(2)
    step(stage, case, "objection_decided", outcome="upheld", remedy="已告知行政复议和行政诉讼途径")
    step(stage, case, "refused_filed")


def terminated_and_given_again(stage: Stage) -> None:
    case = applied(stage)
    for key in (*ONE_DAY.split(), "authorisation"):
        step(stage, case, key)
    stage.later(5)
    step(stage, case, "terminate")
    stage.later(2)
    step(stage, case, "objection", against="terminate")
    stage.later(2)
    for key in ("objection_decided", "regrant", "replace"):
        step(stage, case, key)


def advised(stage: Stage) -> None:
    """Two calls at the advice desk; one becomes a clue with one press, and a file."""
    officer, _, unit = _desk(stage)
    firm = stage.inventor.site()
    with stage.morning() as on:
        asked = Asked(
            "12348", unit.region_id, "没有签合同，欠了两个月工资，能要回来吗", card="no_contract", migrant=True
        )
        log_advice(unit=unit, asked=asked, by=officer, on=on)
        group = Asked(
            "12348",
            unit.region_id,
            "我们十二个人在工地干了三个月，一分钱没发，老板说没钱。",
            outcome="clue",
            name="刘建设",
            phone="13900005678",
            migrant=True,
            employer=f"{firm}项目部",
            project=firm,
            persons=12,
            amount_fen=21_600_000,
            owed_from=f"{on - timedelta(days=120):%Y-%m}",
            owed_to=f"{on - timedelta(days=30):%Y-%m}",
            card="contractor",
        )
        row = log_advice(unit=unit, asked=group, by=officer, on=on)
        turn_into_clue(advice=row, by=officer, on=on)


def papers_written(stage: Stage) -> None:
    """The aid officer writes the four papers in one interview."""
    case = applied(stage, workers=1)
    officer, _, _ = _desk(stage)
    claim = case.clue.claims.order_by("pk").select_related("worker").first()
    assert claim is not None
    with stage.morning() as on:
        answers = {
            "phone": "13900001234",
            "work": "普工",
            "employer": "用人单位",
            **known_answers(case.clue, claim, whole=True),
            "address": "新乡县某某镇某某村5号",
            "started": "今年年初",
            "evidence": ["考勤照片", "微信聊天记录"],
            "iou": "yes",
            "other_debts": "no",
            "reachable": "no",
            "before": "none",
            "difficulty": "不识字，没有打过官司",
        }
        keep_interview(clue=case.clue, claim=claim, answers=answers, by=officer, on=on)


def rota_laid_out(stage: Stage) -> None:
    """The rota of the coming weeks, a station, a lawyer who paused."""
    _, head, unit = _desk(stage)
    lawyers = _register(stage)
    region = Region.objects.get(pk=unit.region_id)
    stage.day = stage.today
    with stage.morning() as on:
        if not DutyTurn.objects.filter(unit=unit).exists():
            make_rota(unit=unit, first=on, last=on + timedelta(days=20), by=head, on=on)
        if not AidStation.objects.filter(unit=unit).exists():
            for name, kind, address in (
                ("欠薪维权专门窗口", "window", "新乡县公共法律服务中心一楼"),
                ("县总工会工作站", "station", "新乡县青年路12号"),
                ("七里营镇联络点", "contact", "七里营镇便民服务大厅"),
            ):
                open_station(
                    unit=unit, region=region, name=name, kind=kind, address=address, phone="0373-5550301",
                    hours="工作日 8:30—12:00，14:30—18:00", by=head, on=on,
                )  # fmt: skip
        last = lawyers[-1]
        if last.standing == "active":
            change_standing(lawyer=last, standing="suspended", reason="外出学习三个月", by=head, on=on)


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins (two working days pass until the claim is accepted)."""
    done = f"{ONE_DAY} authorisation work work report archived"
    told: list[tuple[Story, int]] = [(rota_laid_out, 1)]
    steps = done.split()
    told += [(until(" ".join(steps[:n])), 20 + 5 * n) for n in range(3, len(steps) + 1)]
    told += [(until(done), days) for days in (60, 75, 90, 120)]
    told += [(until(""), 4), (until("accepted"), 5), (until("accepted grant"), 6)]
    told += [(until(ONE_DAY, workers=12), 15), (until(ONE_DAY, sensitive="yes", sensitive_why="扬言到工地聚集"), 18)]
    told += [(waits_for_papers, 6), (supplemented, 20), (not_supplemented, 40)]
    told += [(until("withdrawn"), 30), (seven_days_left, 25)]
    told += [(until("accepted refuse"), 16), (until("accepted refuse objection", same_day=2), 14), (upheld, 45)]
    told += [(until("accepted refuse objection objection_decided regrant assign", same_day=2), 50)]
    told += [(until(f"{ONE_DAY} terminate"), 35), (until(f"{ONE_DAY} terminate refused_filed"), 55)]
    told += [(until(f"{ONE_DAY} replace work"), 28), (terminated_and_given_again, 48)]
    told += [(advised, 3), (papers_written, 12)]
    return told
