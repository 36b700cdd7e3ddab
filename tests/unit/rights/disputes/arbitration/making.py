"""An arbitration file with its people and rooms, and shortcuts through its procedure."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.arbitration.answers import write_answers
from nuanxin.rights.disputes.arbitration.hearings import enter_room, set_hearing
from nuanxin.rights.disputes.arbitration.models import Hearing, HearingRoom
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.helping import ask_helper
from tests.conftest import People, person
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.making import claims, make_clue, on_day

APPLIED = date(2023, 12, 5)  # a Tuesday
HEARD = date(2024, 1, 3)


class Desk:
    """The commission of the county: its head, two arbitrators, a recorder, a room and an on-line room."""

    def __init__(self) -> None:
        self.unit = desk_unit(UnitKind.ARBITRATION)
        self.arbitrator = desk_person("arbitrator", UnitKind.ARBITRATION, name="齐仲裁")
        self.second = person("arbitrator-2", "鲁仲裁", self.unit, "arbitrator")
        self.head = desk_person("arbitration_head", UnitKind.ARBITRATION, name="孔主任")
        with on_day(date(2023, 12, 1)):
            self.room = enter_room(unit=self.unit, name="第一仲裁庭", place="三楼301", online=False, by=self.head)
            self.second_room = enter_room(
                unit=self.unit, name="第二仲裁庭", place="三楼302", online=False, by=self.head
            )
            self.online = enter_room(unit=self.unit, name="互联网仲裁庭", place="", online=True, by=self.head)


def application(**changes: Any) -> dict[str, Any]:
    return {
        "how": "written",
        "ground": "dispute",
        "requests": ["支付拖欠的工资"],
        "reasons": "干了三个月没有领到工资",
        **changes,
    }


def make_file(people: People, desk: Desk, *, clue: Clue | None = None, on: date = APPLIED, **facts: Any) -> Case:
    clue = clue or make_clue(people)
    with on_day(on):
        ask_helper(clue=clue, unit=desk.unit, task="请办理仲裁", by=people.owner, on=on)
        return open_file(
            clue=clue,
            procedure="arbitration",
            unit=desk.unit,
            officer=desk.arbitrator,
            facts=application(**facts),
            by=desk.arbitrator,
            on=on,
        )


def served(on: date, to: str, **changes: Any) -> dict[str, Any]:
    return {
        "method": "direct",
        "sent_on": on,
        "served_on": on,
        "recipient": to,
        "receiver": "本人",
        "unsealed": "已盖章",
        **changes,
    }


def facts_for(key: str, on: date) -> dict[str, Any]:
    """Facts that fit each step."""
    if "_to_worker" in key or "_to_employer" in key or key == "claim_served":
        return served(on, "工人0" if "worker" in key else "新乡甲建筑有限公司")
    fitting: dict[str, dict[str, Any]] = {
        "refuse": {"reason": "不属于劳动争议", "way": "可以向人民法院起诉"},
        "not_accepted_in_time": {"court": "新乡县人民法院", "sued_on": on},
        "defence": {"summary": "工资已经部分支付"},
        "no_defence": {"waived": "no"},
        "defence_forwarded": {"forwarded_on": on, "receiver": "工人0", "way": "直接送达"},
        "simplified": {
            **dict.fromkeys(("both_agree", "public_interest", "major_effect", "whereabouts_unknown", "unsuitable"), "no"),
            "clear": "yes",
            "answer_period": "kept",
        },
        "converted": {"reason": "需要鉴定", "told": "已书面通知双方"},
        "panel": {"form": "sole", "chief": "齐仲裁", "clerk": "书记员甲"},
        "recusal": {"asked_by": "被申请人：亲属关系", "of_whom": "齐仲裁", "granted": "no", "decided_by": "孔主任"},
        "collective": {"representatives": ["工人0", "工人1", "工人2"], "elected_on": on, "proof": "推举书"},
        "invite": {"role": "union", "names": ["李某 县总工会"], "task": "参与调解"},
        "postpone_asked": {"side": "employer", "asked_on": on, "reason": "出差", "granted": "yes"},
        "hearing_cancelled": {"reason": "仲裁员生病", "told": "电话通知双方"},
        "hearing": {"absent": "none", "inquiry": "核对考勤", "debate": "双方质证", "final_words": "坚持意见", "recording": "LX-1"},
        "applicant_default": {"absent_on": on, "reason": "经通知没有到庭"},
        "withdrawn": {"reason": "双方自行和解", "by_whom": "本人"},
        "suspend": {"cause": "suspension", "reason": "等待鉴定"},
        "resume": {"reason": "鉴定完成"},
        "clock_reset": {"cause": "changed_claim", "reason": "变更请求"},
        "extend": {"reason": "案情复杂", "told_on": on},
        "overdue_suit": {"side": "worker", "court": "新乡县人民法院", "sued_on": on},
        "mediation_tried": {"result": "failed", "content": "双方差距较大"},
        "mediation_document": {"amount": 3_000_000, "pay_by": on + timedelta(days=10)},
        "part_award": {"clear_part": "双方对9月工资没有争议", "amount": 1_000_000, "vote": "sole", "pay_by": on + timedelta(days=20)},
        "advance_execution": {
            "asked_on": on, "clear": "yes", "hardship": "yes", "grounds": "欠薪事实清楚，申请人家庭困难",
            "amount": 1_000_000, "court": "新乡县人民法院",
        },
        "award_final": {"vote": "sole", "pay_by": on + timedelta(days=20)},
        "award_nonfinal": {"vote": "sole", "pay_by": on + timedelta(days=20)},
        "suit": {"side": "worker", "court": "新乡县人民法院", "sued_on": on},
        "set_aside": {"court": "新乡市中级人民法院", "asked_on": on, "ground": "适用法律错误"},
        "set_aside_result": {"result": "rejected", "ruled_on": on, "number": "（2024）豫07民特1号"},
        "revoked": {"told": "已书面告知"},
        "enforcement": {"court": "新乡县人民法院", "asked_on": on, "amount": 3_000_000},
        "performed": {"how": "已转账"},
    }  # fmt: skip
    return fitting.get(key, {})


def step(case: Case, key: str, desk: Desk, on: date, **facts: Any) -> CaseStep:
    """Take a step with facts that fit, as the one who may; papers in force are served as stamped on paper."""
    by = desk.head if key == "extend" else desk.arbitrator
    with on_day(on):
        return take_step(case=case, step=key, facts={**facts_for(key, on), **facts}, by=by, on=on)


def walk(case: Case, keys: str, desk: Desk, on: date) -> None:
    for key in keys.split():
        step(case, key, desk, on)


def hearing(
    case: Case, desk: Desk, day: date = HEARD, *, on: date, starts: time = time(9), ends: time = time(11),
    room: HearingRoom | None = None, link: str = "",
) -> Hearing:  # fmt: skip
    with on_day(on):
        return set_hearing(
            case=case, room=room or desk.room, day=day, starts=starts, ends=ends, by=desk.arbitrator, on=on, link=link
        )


def answer_all(case: Case, desk: Desk, on: date, *, employer: int | None = None, panel: int | None = None) -> None:
    """The worker's answers stand since the application; the employer answers the same, or another sum; the panel finds."""
    with on_day(on):
        for claim in claims(case.clue):
            said = {
                "post": claim.work,
                "owed_from": claim.owed_from,
                "owed_to": claim.owed_to,
                "place": case.clue.project_said,
            }
            told: dict[str, Any] = {key: value for key, value in said.items() if value}
            told["wages_due"] = claim.claimed_fen if employer is None else employer
            write_answers(case=case, claim=claim, side="employer", answers=told, by=desk.arbitrator, on=on)
            if panel is not None:
                write_answers(
                    case=case, claim=claim, side="panel", answers={"wages_due": panel}, by=desk.arbitrator, on=on
                )


def to_hearing(case: Case, desk: Desk) -> None:
    """Accepted, served, answered, panel, notice served, heard on 2024-01-03, mediation failed; every element agreed."""
    walk(case, "accept response_notice claim_served panel", desk, date(2023, 12, 6))
    step(case, "no_defence", desk, date(2023, 12, 21))
    hearing(case, desk, on=date(2023, 12, 22))
    walk(case, "notice_to_worker notice_to_employer", desk, date(2023, 12, 22))
    answer_all(case, desk, date(2023, 12, 25))
    walk(case, "hearing mediation_tried", desk, HEARD)


def papers(case: Case) -> dict[str, Paper]:
    return {paper.kind: paper for paper in Paper.objects.filter(about_kind="cases.case", about_id=case.pk)}
