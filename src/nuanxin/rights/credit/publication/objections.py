"""An objection to what was published: its terms are the law's where they are confirmed, else shown as missing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.credit.publication.batches import CORRECT, REVIEW, RULE, must_manage
from nuanxin.rights.credit.publication.models import Batch, PublicationObjection, PublishedEmployer
from nuanxin.rights.intake.clocks import open_clock, stop_clock


@transaction.atomic
def receive_objection(
    *, entry: PublishedEmployer, received_on: date, content: str, by: Staff, on: date
) -> PublicationObjection:
    """Enter an objection; the time limit for its review begins. Refusal before publication or while one waits."""
    batch = Batch.objects.select_related("unit").get(pk=entry.batch_id)
    must_manage(by, batch.unit, Permission.CREDIT_MANAGE, "登记公布异议")
    doing = "不能登记异议"
    if batch.published_on is None or received_on < batch.published_on or received_on > on:
        raise Refusal(doing, why="还没有公布，或者收到日期早于公布、晚于今天", remedy="请核对日期", cites=RULE)
    if not content.strip() or entry.withdrawn_on:
        raise Refusal(doing, why="没有写明异议内容，或者该信息已经撤下", remedy="请核对", cites=RULE)
    if entry.objections.filter(reviewed_on=None).exists():
        raise Refusal(doing, why="上一次异议还没有审核", remedy="请先审核", cites=RULE)
    found = PublicationObjection.objects.create(entry=entry, received_on=received_on, content=content.strip(), by=by)
    open_clock(
        clue=entry.clue, term=REVIEW, start=received_on, by=by, on=on, about=f"publication:{entry.pk}", officer=by
    )
    record("receive_objection", about=found, by=by, details={"entry": entry.pk, "received_on": received_on})
    return found


@transaction.atomic
def review_objection(
    *, objection: PublicationObjection, upheld: bool, answer: str, by: Staff, on: date
) -> PublicationObjection:
    """The head's answer; where the objection is well founded, the time limit for putting it right begins."""
    found = PublicationObjection.objects.select_for_update(of=("self",)).select_related("entry__batch__unit", "entry__clue").get(
        pk=objection.pk
    )  # fmt: skip
    entry = found.entry
    must_manage(by, entry.batch.unit, Permission.CREDIT_DECIDE, "审核公布异议")
    if found.reviewed_on or not answer.strip() or on < found.received_on or by.pk == found.by_id:
        why = "已经审核、没有写明意见、日期早于收到日期，或者由登记人自己审核"
        raise Refusal("不能审核异议", why=why, remedy="请核对", cites=RULE)
    found.reviewed_on, found.reviewed_by, found.upheld, found.answer = on, by, upheld, answer.strip()
    found.save()
    about = f"publication:{entry.pk}"
    stop_clock(clue=entry.clue, term=REVIEW, by=by, on=on, about=about)
    if upheld:
        open_clock(clue=entry.clue, term=CORRECT, start=on, by=by, on=on, about=about, officer=found.by)
    record("review_objection", about=found, by=by, details={"upheld": upheld, "on": on})
    return found
