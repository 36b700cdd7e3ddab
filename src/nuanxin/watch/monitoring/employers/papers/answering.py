"""The firm's side of a served paper: which ones it sees, the paper itself, and an answer with money, proofs, a day asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.models import SealedCopy
from nuanxin.rights.cases.casefile.party import ServedPaper, answer_paper, papers_served_on
from nuanxin.rights.intake.files.keeping import open_stamped, store
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import EmployerAccount
from nuanxin.watch.monitoring.employers.papers.models import PaperReply, ReplyFile

ACCEPTED = "照片（JPG、PNG、HEIC、WebP）、PDF"
MOST_FILES = 5
MOST_TEXT = 2000


@dataclass(frozen=True)
class Proof:
    """One attached file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class PaperAnswer:
    """What the firm says. Money in 分, said to be paid to the workers; voucher: number of the bank's receipt."""

    text: str
    paid_fen: int | None = None
    voucher: str = ""
    more_time_until: date | None = None
    files: Sequence[Proof] = ()


def papers_for(caller: Caller) -> list[ServedPaper]:
    """Papers served on the firms that the caller speaks for. A clerk of a site is no addressee: he sees none."""
    return papers_served_on([account.employer_id for account in caller.accounts])


def paper_for(caller: Caller, number: int) -> ServedPaper:
    """The paper of that number, where it was served on the caller's firm. NotFound for all others."""
    firms = [account.employer_id for account in caller.accounts]
    found = next(iter(papers_served_on(firms, paper=number)), None) if firms else None
    if found is None:
        raise NotFound("没有找到这份文书", remedy="请从首页的“责令和决定”打开；只有企业联系人看得到送达本企业的文书")
    return found


def copy_of(served: ServedPaper, by: Caller) -> tuple[bytes, str]:
    """The paper as a file and its media type: the sealed copy where there is one, else as printed. Looking is on record."""
    sealed = SealedCopy.objects.filter(paper=served.paper).select_related("paper").order_by("-pk").first()
    record("open_served_paper", about=served.paper, by=by.actor, details={"sealed": bool(sealed)})
    if sealed:
        return open_stamped(sealed), sealed.media_type
    return pdf_of(served.paper), "application/pdf"


def replies_to(served: ServedPaper) -> QuerySet[PaperReply]:
    """What the firm said to this paper, the latest first."""
    rows = PaperReply.objects.filter(case=served.case, paper=served.paper)
    return rows.select_related("more_time__by").prefetch_related("files").order_by("-pk")


@transaction.atomic
def reply_to_paper(*, served: ServedPaper, answer: PaperAnswer, by: Caller, on: date) -> PaperReply:
    """One answer into the case's thread, with its proofs. BadInput and Refusal say what is missing."""
    row = paper_for(by, served.paper.pk)
    if faults := answer_faults(answer, row.due_on, on):
        raise BadInput(faults)
    kept = [
        (one.name, store(one.content, f"paper-replies/{row.paper.pk}", groups=("image", "paper"), accepted=ACCEPTED))
        for one in answer.files
    ]
    event = answer_paper(served=row, said_by=by.title, text=_told(answer), by=by.actor, on=on)
    reply = PaperReply.objects.create(
        event=event, case=row.case, paper=row.paper, account=_account(by, row), replied_by=by.title,
        text=answer.text.strip(), paid_fen=answer.paid_fen, voucher=answer.voucher.strip(),
        more_time_until=answer.more_time_until, replied_on=on,
    )  # fmt: skip
    for name, one in kept:
        ReplyFile.objects.create(
            reply=reply, name=name[-200:], path=one.path, media_type=one.media_type, digest=one.digest
        )
    return reply


def answer_faults(answer: PaperAnswer, due_on: date | None, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if not answer.text.strip() or len(answer.text) > MOST_TEXT:
        faults.append(Fault(f"没有填写，或者超过{MOST_TEXT}字", column="答复内容", remedy="请写清楚怎么改正、付给了谁"))
    if answer.paid_fen and not (answer.voucher.strip() or answer.files):
        faults.append(Fault("称已支付的，没有凭证", column="凭证", remedy="请写银行回单号，或者上传回单、签字表"))
    until = answer.more_time_until
    if until and until <= max(on, due_on or on):
        remedy = f"应在原期限{chinese_day(due_on)}以后" if due_on else "请核对日期"
        faults.append(Fault("不是以后的日期", column="申请延期至", remedy=remedy))
    if len(answer.files) > MOST_FILES:
        faults.append(Fault(f"超过{MOST_FILES}个附件", column="附件", remedy="请合并成PDF，或者分几次答复"))
    return faults


def _told(answer: PaperAnswer) -> str:
    """The answer as one line of the thread."""
    parts = [answer.text.strip()]
    if answer.paid_fen:
        parts.append(f"称已支付{yuan(answer.paid_fen)}元")
    if answer.voucher.strip():
        parts.append(f"凭证：{answer.voucher.strip()}")
    if answer.files:
        parts.append(f"附件：{'、'.join(one.name for one in answer.files)}")
    if answer.more_time_until:
        parts.append(f"申请延期至{chinese_day(answer.more_time_until)}")
    return "；".join(parts)


def _account(caller: Caller, served: ServedPaper) -> EmployerAccount:
    """Under which account the answer is given: that of the firm to which the paper is addressed."""
    employer = served.case.clue.employer
    keys = {employer.pk, employer.merged_into_id} if employer else set()
    return next(one for one in caller.accounts if one.employer_id in keys)
