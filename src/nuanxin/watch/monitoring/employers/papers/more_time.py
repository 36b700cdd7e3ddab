"""A firm asked for more time: the office says until when, or no. What was granted is kept: nothing is called overdue before."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.intake.thread import write_down
from nuanxin.watch.monitoring.employers.papers.models import MoreTime, PaperReply

EXPIRED = "expired"  # the step of labour inspection that says the order was not followed in time
ORDER = "correction_order"


@transaction.atomic
def decide_more_time(*, reply: PaperReply, until: date | None, reason: str, by: Staff, on: date) -> MoreTime:
    """Grant more time until a day, or refuse it (`until` None), once. The firm reads day and reason on its page."""
    doing = "答复延期申请"
    row = PaperReply.objects.select_for_update(of=("self",)).select_related("case__clue", "paper").get(pk=reply.pk)
    must_act(by, Permission.CASE_INVESTIGATE, row.case, doing=doing)
    why = ""
    if row.more_time_until is None or MoreTime.objects.filter(reply=row).exists():
        why = "企业没有申请延期，或者已经答复"
    elif row.case.closed_on or row.paper.status != Paper.Status.ISSUED:
        why = "案件已经办结，或者文书已经作废"
    elif not reason.strip():
        why = "没有写明理由"
    elif until and until <= on:
        why = f"{chinese_day(until)}不是以后的日期"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对")
    said = MoreTime.objects.create(reply=row, until=until, reason=reason.strip()[:300], decided_on=on, by=by)
    word = f"同意延期至{chinese_day(until)}" if until else "不同意延期"
    write_down(
        "decide_more_time", clue=row.case.clue, by=by, on=on, text=f"{row.paper}：{word}。{reason.strip()}",
        reason=reason.strip(),
        details={"case": row.case_id, "reply": row.pk, "until": until.isoformat() if until else ""},
    )  # fmt: skip
    return said


def granted_until(case: int, kind: str) -> date | None:
    """The last day granted for papers of that kind in the case; None where nothing was granted."""
    rows = MoreTime.objects.filter(
        reply__case=case, reply__paper__kind=kind, reply__paper__status=Paper.Status.ISSUED, until__isnull=False
    )
    return rows.order_by("-until").values_list("until", flat=True).first()


def not_before_granted(moment: Moment) -> None:
    """Goes with every step of labour inspection: an order is not called unfollowed before the day granted is over."""
    if moment.step != EXPIRED:
        return
    until = granted_until(moment.case.pk, ORDER)
    if until and moment.on <= until:
        why = f"已同意企业延期至{chinese_day(until)}，还没有届满"
        raise Refusal("不能认定逾期未改正", why=why, remedy="届满以后再核查")
