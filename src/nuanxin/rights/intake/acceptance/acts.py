"""Accepting a claim, and asking once for what is missing; the clock stands still while the worker looks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.acceptance.examining import RULE
from nuanxin.rights.intake.acceptance.notices import common_fields, issue_if_ready, respondent_of
from nuanxin.rights.intake.channels import Channel, ClueKind, ClueState
from nuanxin.rights.intake.clocks import pause_clock, resume_clock, stop_clock
from nuanxin.rights.intake.models import Clue, Transfer
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for
from nuanxin.rights.intake.thread import WORKER, locked, must_be_open, phone_of, tell_reporters, write_down
from nuanxin.rights.intake.visibility import must_hold

ACCEPT = "insp.accept"


@transaction.atomic
def accept_clue(*, clue: Clue, by: Staff, on: date) -> Clue:
    """受理: the acceptance clock stops, the worker is told. A complaint needs an identified employer (若干规定 第十八条)."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="受理线索")
    must_be_open(clue, doing="受理", on=on)
    if clue.state != ClueState.RECEIVED:
        remedy = "先收到补正材料，或者等转办有结果" if clue.accepted_on is None else "不需要再次受理"
        raise Refusal(f"{clue.number}不能受理", why=f"现在的状态是“{clue.get_state_display()}”", remedy=remedy)
    if clue.kind == ClueKind.COMPLAINT and not _employer_known(clue):
        raise Refusal(
            f"{clue.number}不能受理", why="用人单位不明确", remedy="核实后补充用人单位，或者一次性告知补正", cites=RULE
        )
    clue.state, clue.accepted_on = ClueState.ACCEPTED, on
    clue.save(update_fields=["state", "accepted_on"])
    stop_clock(clue=clue, term=ACCEPT, by=by, on=on)
    fields = {
        **common_fields(clue),
        "respondent": respondent_of(clue),
        "accepted_on": on,
        "query_code": clue.receipt_code or {"none": "没有查询码"},
    }
    paper, lacking = issue_if_ready(kind="acceptance_notice", clue=clue, unit=clue.unit, fields=fields, by=by, on=on)
    said = f"已受理，{clue.unit.name}{clue.officer.name}办理，电话{phone_of(clue)}"
    write_down("accept_clue", clue=clue, by=by, on=on, text=lacking, for_worker=said, paper=paper)
    tell_reporters(
        clue,
        "clue_accepted",
        {
            "code": clue.receipt_code or clue.number,
            "day": chinese_day(on),
            "officer": clue.officer.name,
            "phone": phone_of(clue),
        },
    )
    return clue


@transaction.atomic
def ask_supplement(*, clue: Clue, items: Sequence[str], by: Staff, on: date, supplement_by: date | None = None) -> Clue:
    """一次性告知: everything that is missing, once. The acceptance clock stands still from the next day on."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="告知补正")
    must_be_open(clue, doing="告知补正", on=on)
    wanted = [item.strip() for item in items if item.strip()]
    why = ""
    if clue.events.filter(kind="ask_supplement").exists():
        why = "已经一次性告知过，不能再次要求补正"
    elif clue.state != ClueState.RECEIVED:
        why = f"现在的状态是“{clue.get_state_display()}”"
    elif not wanted:
        why = "没有写明需要补正什么"
    elif supplement_by and supplement_by < on:
        why = "补正期限早于告知日期"
    if why:
        raise Refusal(
            f"{clue.number}不能告知补正", why=why, remedy="请依现有材料作出处理，或者核对填写内容", cites=RULE
        )
    clue.state = ClueState.SUPPLEMENT
    clue.save(update_fields=["state"])
    pause_clock(clue=clue, term=ACCEPT, by=by, on=on, reason="一次性告知补正")
    fields = {
        **common_fields(clue),
        "items": wanted,
        "supplement_by": supplement_by or {"none": "法律没有规定期限，请尽快补正"},
        "way": "当面、邮寄、网上提交，或者打电话由工作人员记录",
    }
    paper, lacking = issue_if_ready(kind="supplement_notice", clue=clue, unit=clue.unit, fields=fields, by=by, on=on)
    listed = "；".join(wanted)
    said = f"请补充：{listed}。电话{phone_of(clue)}"
    details = {"items": wanted, "supplement_by": supplement_by}
    write_down(
        "ask_supplement", clue=clue, by=by, on=on, text=lacking, for_worker=said, paper=paper, details=_plain(details)
    )
    values = {"code": clue.receipt_code or clue.number, "items": listed, "phone": phone_of(clue)}
    tell_reporters(clue, "supplement_needed", values)
    return clue


@transaction.atomic
def receive_supplement(
    *,
    clue: Clue,
    text: str,
    by: Staff | None,
    on: date,
    employer_name: str = "",
    credit_code: str = "",
) -> Clue:
    """The worker brought it (`by` None: at the phone page). The clock runs on; the employer may be named now."""
    clue = locked(clue)
    if by is not None:
        must_hold(by, Permission.CLUE_HANDLE, clue, doing="登记补正材料")
    must_be_open(clue, doing="登记补正材料", on=on)
    on_its_way = Transfer.objects.filter(clue=clue, state_before=ClueState.SUPPLEMENT, decided_on__isnull=True)
    if clue.state == ClueState.TRANSFERRING and on_its_way.update(state_before=ClueState.RECEIVED):
        pass  # it comes to the new unit complete
    elif clue.state == ClueState.SUPPLEMENT:
        clue.state = ClueState.RECEIVED
    else:
        raise Refusal(f"{clue.number}不能登记补正", why="没有正在等待的补正", remedy="需要补充说明的，请上传为证据材料")
    _name_employer(clue, employer_name, credit_code)
    clue.save(update_fields=["state", "employer", "employer_said"])
    resume_clock(clue=clue, term=ACCEPT, by=by or WORKER, on=on)
    write_down("receive_supplement", clue=clue, by=by, on=on, text=text, for_worker="补充的内容已收到，继续办理")
    return clue


@transaction.atomic
def identify_employer(*, clue: Clue, employer_name: str, credit_code: str = "", by: Staff, on: date) -> Clue:
    """The officer found out who owes: the claim's own words stay, the employer is tied to it."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="补充用人单位")
    must_be_open(clue, doing="补充用人单位", on=on)
    before = clue.employer_id
    _name_employer(clue, employer_name, credit_code)
    clue.save(update_fields=["employer", "employer_said"])
    details = {"before": before, "after": clue.employer_id}
    write_down("identify_employer", clue=clue, by=by, on=on, text=employer_name or credit_code, details=details)
    return clue


def _name_employer(clue: Clue, employer_name: str, credit_code: str) -> None:
    if not employer_name.strip() and not credit_code.strip():
        return
    facts = ClueFacts(
        channel=Channel(clue.channel),
        region=clue.region_id,
        received_on=clue.received_on,
        employer_name=employer_name,
        credit_code=credit_code,
        sector=clue.sector_said,
    )
    clue.employer = employer_for(facts, clue.region)
    clue.employer_said = clue.employer_said or employer_name.strip()[:200]


def _employer_known(clue: Clue) -> bool:
    return bool(clue.employer_id or (clue.project and clue.project.employer_id))


def _plain(details: Mapping[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in details.items()}
