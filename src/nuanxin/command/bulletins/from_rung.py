"""A paper drafted straight from a rung of the ladder: a notice of interview, a bulletin; one at a time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.outline import Outline, on_rung
from nuanxin.command.bulletins.seeing import may_draft, must_draft
from nuanxin.command.bulletins.writing import begun
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.ladder.taking import trace
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff


def papers_on(measure: UnitMeasure) -> QuerySet[Bulletin]:
    """Everything drafted from a step, the last first."""
    return Bulletin.objects.filter(measure=measure).select_related("paper", "unit", "drafted_by")


def issued_on(measure: UnitMeasure) -> QuerySet[Paper]:
    """What was issued on a step and stands."""
    keys = papers_on(measure).order_by().values("paper")
    return Paper.objects.filter(pk__in=keys, status=Paper.Status.ISSUED)


def draftable(measure: UnitMeasure, staff: Staff) -> Outline | None:
    """The kind of paper that the person may draft from the step now."""
    of = on_rung(measure.rung)
    if of is None or measure.closed_on or _standing(measure).exists() or not may_draft(staff, measure.by_unit):
        return None
    return of


def _standing(measure: UnitMeasure) -> QuerySet[Bulletin]:
    return papers_on(measure).filter(Q(paper__isnull=True) | ~Q(paper__status=Paper.Status.VOIDED))


@transaction.atomic
def draft_on_measure(*, measure: UnitMeasure, by: Staff, on: date) -> Bulletin:
    """The first draft with what the step and those before it name. A further one only when the one before is void."""
    measure = UnitMeasure.objects.select_for_update(of=("self",)).select_related("unit", "by_unit", "campaign").get(pk=measure.pk)  # fmt: skip
    must_draft(by, measure.by_unit, doing=f"起草{measure.by_unit.short_name or measure.by_unit.name}的公文")
    of = on_rung(measure.rung)
    if of is None or measure.closed_on:
        why = "已经销号" if measure.closed_on else f"{measure.get_rung_display()}没有对应的公文"
        raise Refusal("不能起草公文", why=why, remedy="约谈、通报在销号以前起草")
    if _standing(measure).exists():
        raise Refusal(f"{of.name}不能再次起草", why="这项措施已有公文", remedy="请打开原来的修改；已制发有误的，先作废")
    return begun(
        Bulletin(
            campaign=measure.campaign, measure=measure, kind=of.key, unit=measure.by_unit, region=measure.region,
            subject=measure.unit, start=min(trace(measure)[0].taken_on, on), end=on, drafted_by=by,
        ), on,
    )  # fmt: skip


def tell_subject(bulletin: Bulletin, paper: Paper) -> None:
    """The unit that the issued paper is on finds it at the step."""
    measure = bulletin.measure
    if measure is not None:
        said = {"unit": measure.by_unit.short_name or measure.by_unit.name, "number": paper.number}
        tell_unit(measure.unit, "measure_paper", said, measure)
