"""The firm's side of a warning: which ones it sees, and an answer with money paid, a proof file, a day asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.rights.intake.files.keeping import Stored, store
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WarningReply
from nuanxin.watch.monitoring.warnings.employer import answer_warning
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningEvent

ACCEPTED = "照片（JPG、PNG、HEIC、WebP）、PDF"
# What the firm sees of the thread: what it was told, what it said, and how it ended. Who looked into it is not its affair.
SHOWN = ("told", "answered", "ended")


@dataclass(frozen=True)
class Answer:
    """What the firm says. Money in 分, the part said to be paid; voucher: number of the bank's receipt; file: its picture."""

    text: str
    paid_fen: int | None = None
    voucher: str = ""
    more_time_until: date | None = None
    file_name: str = ""
    file: bytes = b""


def warnings_for(caller: Caller) -> QuerySet[RiskWarning]:
    """Warnings that firm or site was told of: the contact sees the firm's, a clerk those of his own sites."""
    firms = [account.employer_id for account in caller.accounts]
    mine = Q(employer__in=firms) | Q(employer__merged_into__in=firms)
    mine |= Q(project__project__in=[project.pk for project, _ in caller.sites])
    rows = RiskWarning.objects.filter(mine).filter(Q(told_on__isnull=False) | Q(answered_on__isnull=False))
    return rows.select_related("project__project", "owner__unit", "employer").order_by("ended_on", "-raised_on", "-pk")


def warning_for(caller: Caller, number: int) -> RiskWarning:
    """The warning of that number, where it is the caller's. NotFound for all others."""
    found = warnings_for(caller).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这条预警", remedy="请从首页打开")
    return found


def thread_of(warning: RiskWarning) -> QuerySet[WarningEvent]:
    """The lines that the firm may read, the latest first."""
    found = WarningEvent.objects.filter(warning=warning, kind__in=SHOWN)
    return found.select_related("employer_reply").order_by("-occurred_on", "-pk")


@transaction.atomic
def reply_to_warning(*, warning: RiskWarning, answer: Answer, by: Caller, on: date) -> WarningReply:
    """One answer into the warning's thread; several stand beside one another. BadInput and Refusal say what is missing."""
    row = warning_for(by, warning.pk)
    faults = answer_faults(answer, on)
    if faults:
        raise BadInput(faults)
    kept = None
    if answer.file:
        kept = store(answer.file, f"replies/{row.pk}", groups=("image", "paper"), accepted=ACCEPTED)
    until = answer.more_time_until
    text = answer.text.strip() + (f"（申请延期至{chinese_day(until)}）" if until else "")
    proof = "；".join(part for part in (answer.voucher.strip(), f"附件{answer.file_name}" if kept else "") if part)
    event = answer_warning(warning=row, text=text, by=(by.name, by.phone), proof=proof, paid_fen=answer.paid_fen, on=on)
    return WarningReply.objects.create(
        event=event,
        account=_account(by, row),
        replied_by=by.title,
        more_time_until=until,
        file_name=answer.file_name[-200:] if kept else "",
        **_kept(kept),
    )


def answer_faults(answer: Answer, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if not answer.text.strip():
        faults.append(Fault("没有填写", column="怎么回事、怎么处理", remedy="请写清楚"))
    if answer.paid_fen and not (answer.voucher.strip() or answer.file):
        faults.append(Fault("称已支付的，没有凭证", column="凭证号", remedy="请写银行回单号，或者上传回单照片"))
    if answer.more_time_until and answer.more_time_until <= on:
        faults.append(Fault("不是以后的日期", column="申请延期至", remedy="请核对日期"))
    return faults


def _kept(kept: Stored | None) -> dict[str, str]:
    return {"path": kept.path, "media_type": kept.media_type, "digest": kept.digest} if kept else {}


def _account(caller: Caller, warning: RiskWarning) -> EmployerAccount:
    """Under which account the answer is given: the site's, else the firm's own."""
    for project, account in caller.sites:
        if project.pk == warning.project.project_id:
            return account
    return next(
        one for one in caller.accounts if one.employer_id in (warning.employer_id, warning.employer.merged_into_id)
    )
