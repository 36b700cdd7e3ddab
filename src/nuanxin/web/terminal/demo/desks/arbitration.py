"""The demonstration's arbitration files: one story for every state, from the application with papers missing to paid and closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.filing import file_case
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.arbitration.answers import elements_of, write_answers
from nuanxin.rights.disputes.arbitration.hearings import enter_room, planned_hearing, set_hearing
from nuanxin.rights.disputes.arbitration.missing_papers import chase_papers, missing_of, receive_paper
from nuanxin.rights.disputes.arbitration.models import HearingRoom
from nuanxin.rights.disputes.arbitration.taking_part import handle_jointly
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.playing import NotYet, Stage

CHIEFS = ("梁仲裁", "谭兼职仲裁员", "韦兼职仲裁员")
COURT = "新乡县人民法院"
BEGUN = "accept response_notice claim_served"
HEARD = f"{BEGUN} panel no_defence hear"
AWARDED = f"{HEARD} failed award_final"
SERVED = "final_to_worker final_to_employer"
# Every state: the steps that lead there, and how long ago the story begins.
WAYS: tuple[tuple[str, int], ...] = (
    ("", 2),
    ("missing_notice", 6),
    ("missing_notice chased", 20),
    ("missing_notice paper_in accept", 12),
    ("refuse", 30),
    ("not_accepted_in_time", 33),
    ("accept", 1),
    ("accept response_notice", 3),
    (BEGUN, 5),
    (f"{BEGUN} defence", 9),
    (f"{BEGUN} defence defence_forwarded", 11),
    (f"{BEGUN} no_defence", 24),
    (f"{BEGUN} simplified", 7),
    (f"{BEGUN} simplified panel", 8),
    (f"{BEGUN} simplified converted", 14),
    (f"{BEGUN} panel recusal", 10),
    (f"{BEGUN} panel invite", 10),
    (f"{BEGUN} panel set", 6),
    (f"{BEGUN} panel set notice_to_worker notice_to_employer", 9),
    (f"{BEGUN} panel set postpone_asked", 8),
    (f"{BEGUN} panel set hearing_cancelled set", 12),
    (f"{BEGUN} panel suspend", 40),
    (f"{BEGUN} panel suspend resume", 45),
    (f"{BEGUN} panel clock_reset", 28),
    (f"{BEGUN} panel extend", 44),
    ("accept overdue_suit", 75),
    (f"{BEGUN} panel advance_execution advance_to_worker advance_to_employer", 25),
    ("accept withdrawn", 18),
    (f"{BEGUN} panel set notice_to_worker absent", 50),
    (HEARD, 40),
    (f"{HEARD} failed", 42),
    (f"{HEARD} failed part_award part_to_worker part_to_employer", 46),
    (f"{HEARD} agreed mediation_document", 38),
    (f"{HEARD} agreed mediation_document mediation_to_worker mediation_to_employer mediation_effective", 52),
    (f"{HEARD} agreed mediation_document mediation_to_worker mediation_to_employer mediation_effective paid close", 95),
    (AWARDED, 43),
    (f"{AWARDED} {SERVED}", 48),
    (f"{AWARDED} {SERVED} effective enforcement", 60),
    (f"{AWARDED} {SERVED} set_aside", 70),
    (f"{AWARDED} {SERVED} set_aside set_aside_result effective", 110),
    (f"{AWARDED} {SERVED} set_aside result_revoked revoked", 120),
    (f"{AWARDED} {SERVED} suit", 66),
    (f"{HEARD} other failed award_nonfinal", 58),
    (f"{HEARD} other failed award_nonfinal nonfinal_to_worker nonfinal_to_employer effective", 90),
    *((f"{AWARDED} {SERVED} effective paid performed close", days) for days in (80, 100, 130)),
    (f"joint {BEGUN} panel", 15),
)


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins."""
    return [(_story(way), days) for way, days in WAYS] + [(_story(f"collective {AWARDED} {SERVED}", 12), 65)]


def _story(way: str, workers: int = 2) -> Story:
    def story(stage: Stage) -> None:
        case = _applied(stage, workers, joint="joint" in way)
        for key in way.split():
            stage.later(1)
            _play(stage, case, key)

    return story


def _applied(stage: Stage, workers: int, *, joint: bool) -> Case:
    clue = accepted(stage, workers=workers)
    desk = stage.cast.desks["arbitrator"]
    assert desk.unit is not None
    _furnish(stage)
    if joint:
        with stage.morning() as on:
            file_case(clue=clue, by=stage.cast.head, officers=[stage.cast.inspector, stage.cast.second], on=on)
    stage.later(1)
    with stage.morning() as on:
        ask_helper(clue=clue, unit=desk.unit, task="请办理劳动仲裁", by=stage.cast.inspector, on=on)
        facts = {
            "how": stage.inventor.rng.choice(("written", "oral")),
            "ground": "dispute",
            "requests": ["支付拖欠的工资"],
            "reasons": "干完活一直没有领到工资，多次讨要无果",
            "oral_record": "口头申请，记录后经本人核对签名",
            "missing": ["身份证复印件", f"考勤记录 {(on + timedelta(days=12)).isoformat()}"],
            "missing_by": on + timedelta(days=7),
        }
        return open_file(clue=clue, procedure="arbitration", unit=desk.unit, officer=desk, facts=facts, by=desk, on=on)


def _furnish(stage: Stage) -> None:
    """Rooms, and a minimum wage that says itself that it is none: without one nothing can be called final."""
    head = stage.cast.desks["arbitration_head"]
    assert head.unit is not None
    for name, place, online in (
        ("第一仲裁庭", "三楼301", False),
        ("第二仲裁庭", "三楼302", False),
        ("互联网仲裁庭", "", True),
    ):
        if not HearingRoom.objects.filter(unit=head.unit, name=name).exists():
            with stage.morning():
                enter_room(unit=head.unit, name=name, place=place, online=online, by=head)
    LocalSetting.objects.get_or_create(
        key="wage.minimum",
        region_id=head.unit.region_id,
        defaults={"value": 2000, "source": "演示数据，不是真实标准", "valid_from": date(2019, 1, 1)},
    )


def _play(stage: Stage, case: Case, key: str) -> None:
    """One word of a way: an act of this room, or a step of the procedure."""
    acts: dict[str, Callable[[Stage, Case], None]] = {
        "chased": _chased,
        "paper_in": _paper_in,
        "set": _set,
        "hear": _hear,
        "other": _other,
        "joint": _joint,
        "paid": _paid,
        "close": _close,
        "absent": lambda stage, case: _on_the_day(stage, case, "applicant_default"),
    }
    if key in acts:
        acts[key](stage, case)
        return
    if key in ("failed", "agreed"):
        _step(stage, case, "mediation_tried", result=key)
    elif key == "result_revoked":
        _step(stage, case, "set_aside_result", result="revoked")
    else:
        _step(stage, case, key)


def _step(stage: Stage, case: Case, key: str, **facts: Any) -> None:
    by = stage.cast.desks["arbitration_head" if key == "extend" else "arbitrator"]

    def take(on: date) -> Any:
        return take_step(case=case, step=key, facts={**_facts(stage, case, key, on), **facts}, by=by, on=on)

    stage.when_allowed(take, days=3)


def _chased(stage: Stage, case: Case) -> None:
    stage.later(10)
    with stage.morning() as on:
        chase_papers(on=on)


def _paper_in(stage: Stage, case: Case) -> None:
    with stage.morning() as on:
        for paper in missing_of(case).filter(received_on__isnull=True):
            receive_paper(paper=paper, by=stage.cast.desks["arbitrator"], on=on)


def _set(stage: Stage, case: Case) -> None:
    rng, by = stage.inventor.rng, stage.cast.desks["arbitrator"]
    rooms = list(HearingRoom.objects.filter(unit=case.unit, closed_on__isnull=True))

    def take(on: date) -> Any:
        room, hour = rng.choice(rooms), rng.choice((9, 10, 14, 15))
        day = stage.calendar.next_working(on + timedelta(days=9 + rng.randrange(3)))
        link = "https://hearing.example.invalid/room" if room.online else ""
        return set_hearing(
            case=case, room=room, day=day, starts=time(hour), ends=time(hour + 1), link=link, by=by, on=on
        )

    stage.when_allowed(take)


def _on_the_day(stage: Stage, case: Case, key: str) -> None:
    planned = planned_hearing(case)
    assert planned is not None
    stage.day = planned.starts_at.date()
    if stage.day > stage.today:
        raise NotYet
    _step(stage, case, key)


def _hear(stage: Stage, case: Case) -> None:
    """Set, told, answered element by element, held; on what is disputed the panel finds."""
    _set(stage, case)
    _step(stage, case, "notice_to_worker")
    _step(stage, case, "notice_to_employer")
    by = stage.cast.desks["arbitrator"]
    with stage.morning() as on:
        claims = {claim.pk: claim for claim in claims_of(case.clue)}
        for place, worker in enumerate(elements_of(case)):
            said = {row.element.key: row.worker for row in worker.rows if row.worker is not None}
            if place == 0 and "wages_due" in said:
                said["wages_due"] = said["wages_due"] // 2
            write_answers(case=case, claim=claims[worker.claim_id], side="employer", answers=said, by=by, on=on)
    _on_the_day(stage, case, "hearing")
    with stage.morning() as on:
        for worker in elements_of(case):
            found = {row.element.key: row.worker for row in worker.rows if row.open and row.worker is not None}
            write_answers(case=case, claim=claims[worker.claim_id], side="panel", answers=found, by=by, on=on)


def _other(stage: Stage, case: Case) -> None:
    """Something that is no matter of a final award."""
    with stage.morning() as on:
        claim = claims_of(case.clue)[0]
        for side in ("worker", "employer"):
            write_answers(case=case, claim=claim, side=side, answers={"other_due": 150_000}, by=stage.cast.desks["arbitrator"], on=on)  # fmt: skip


def _joint(stage: Stage, case: Case) -> None:
    inspection = Case.objects.get(clue=case.clue, procedure="labour_inspection")
    with stage.morning() as on:
        handle_jointly(
            case=case, inspection=inspection, officer=stage.cast.inspector, basis="共同核对考勤和工资台账，证据互认",
            by=stage.cast.desks["arbitrator"], on=on,
        )  # fmt: skip


def _paid(stage: Stage, case: Case) -> None:
    stage.verify_all(case.clue)
    stage.pay_all(case.clue)
    stage.ask_all(case.clue)


def _close(stage: Stage, case: Case) -> None:
    desk = stage.cast.desks["arbitrator"]
    assert may(
        desk, Permission.FILE_HANDLE, FileFacts(region=case.clue.region_id, unit_id=case.unit_id, owner_id=desk.pk)
    )
    with stage.morning() as on:
        settle_and_close(case=case, by=desk, on=on, opinion="裁决确定的工资已付清")


def _facts(stage: Stage, case: Case, key: str, on: date) -> dict[str, Any]:
    """Facts that fit each step."""
    if "_to_worker" in key or "_to_employer" in key or key == "claim_served":
        to = "劳动者" if "worker" in key else "用人单位"
        return {
            "method": "direct", "sent_on": on, "served_on": on, "recipient": to, "receiver": "本人", "unsealed": "演示数据，盖章件略",
        }  # fmt: skip
    names = [claim.worker.name for claim in claims_of(case.clue)]
    rng = stage.inventor.rng
    fitting: dict[str, dict[str, Any]] = {
        "refuse": {"reason": "双方是承揽关系，不属于劳动争议", "way": "可以向人民法院起诉"},
        "not_accepted_in_time": {"court": COURT, "sued_on": on},
        "defence": {"summary": "对欠薪月份没有异议，对金额有异议", "evidence": ["考勤表"]},
        "no_defence": {"waived": "no"},
        "defence_forwarded": {"forwarded_on": on, "receiver": names[0], "way": "直接送达"},
        "simplified": {
            **dict.fromkeys(("both_agree", "public_interest", "major_effect", "whereabouts_unknown", "unsuitable"), "no"),
            "clear": "yes",
            "answer_period": "kept",
        },
        "converted": {"reason": "对工程量争议较大，需要鉴定", "told": "已书面通知双方"},
        "panel": {"form": "sole", "chief": rng.choice(CHIEFS), "clerk": "汤记录"},
        "recusal": {"asked_by": "被申请人称与申请人是同乡", "of_whom": CHIEFS[0], "granted": "no", "decided_by": "宋院长"},
        "collective": {"representatives": names[:3], "elected_on": on, "proof": "推举书"},
        "invite": {"role": "union", "names": ["郝某 县总工会", "贺某 县总工会"], "task": "参与调解"},
        "postpone_asked": {"side": "employer", "asked_on": on, "reason": "法定代表人住院", "granted": "yes"},
        "hearing_cancelled": {"reason": "仲裁员临时公务", "told": "已电话通知双方"},
        "hearing": {
            "absent": "none", "inquiry": "核对考勤和转账记录", "debate": "双方对考勤表质证", "final_words": "双方坚持各自意见",
            "recording": "庭审录像 LX-06",
        },
        "applicant_default": {"absent_on": on, "reason": "经书面通知没有到庭，也没有说明理由"},
        "withdrawn": {"reason": "用人单位已支付一部分，双方自行和解", "by_whom": "本人"},
        "suspend": {"cause": "public_notice", "reason": "被申请人下落不明，公告送达"},
        "resume": {"reason": "公告期满"},
        "clock_reset": {"cause": "changed_claim", "reason": "申请人增加加班费请求"},
        "extend": {"reason": "账册较多，需要逐月核对", "told_on": on},
        "overdue_suit": {"side": "worker", "court": COURT, "sued_on": on},
        "mediation_tried": {"content": "用人单位十日内付清工资"},
        "mediation_document": {"amount": _asked(case), "pay_by": on + timedelta(days=10)},
        "part_award": {"clear_part": "双方对其中一个月的工资没有争议", "amount": _asked(case) // 2, "vote": "sole", "pay_by": on + timedelta(days=20)},
        "advance_execution": {
            "asked_on": on, "clear": "yes", "hardship": "yes", "grounds": "欠薪事实清楚，申请人家中有病人急需用钱",
            "amount": _asked(case) // 2, "court": COURT,
        },
        "award_final": {"vote": "sole", "pay_by": on + timedelta(days=20)},
        "award_nonfinal": {"vote": "sole", "pay_by": on + timedelta(days=20)},
        "suit": {"side": "worker", "court": COURT, "sued_on": on},
        "set_aside": {"court": "新乡市中级人民法院", "asked_on": on, "ground": "称适用法律错误"},
        "set_aside_result": {"result": "rejected", "ruled_on": on, "number": "（2026）豫07民特8号"},
        "revoked": {"told": "已书面告知起诉期限"},
        "enforcement": {"court": COURT, "asked_on": on, "amount": _asked(case)},
        "performed": {"how": "已转账到本人账户"},
    }  # fmt: skip
    return fitting.get(key, {})


def _asked(case: Case) -> int:
    return sum(claim.claimed_fen or 0 for claim in claims_of(case.clue))
