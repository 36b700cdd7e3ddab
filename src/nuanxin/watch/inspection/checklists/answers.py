"""检查项回答: the answered items of a visit. A changed answer is a new row; the old one stands withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.checklists.reading import ANSWERS, item_at
from nuanxin.watch.inspection.models import Visit


class CheckAnswer(models.Model):
    """One item of a check-list as answered on a visit: yes, no or not applicable. No row = not answered."""

    visit = models.ForeignKey(Visit, verbose_name="检查", on_delete=models.PROTECT, related_name="+")
    checklist = models.CharField("检查清单", max_length=40)
    dated = models.DateField("清单施行日期")
    item = models.CharField("检查项", max_length=40)
    answer = models.CharField("回答", max_length=3, choices=list(ANSWERS.items()))
    note = models.CharField("说明", max_length=300, blank=True, default="")
    photos = models.JSONField("照片编号", default=list)
    written_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        verbose_name = "检查项回答"
        verbose_name_plural = "检查项回答"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "checklist", "item"],
                condition=Q(withdrawn_on__isnull=True),
                name="check_answer_once_a_visit",
            )
        ]


@dataclass(frozen=True)
class Answered:
    """What was answered at one place: the answer, the note, the keys of its photos in order."""

    answer: str
    note: str = ""
    photos: tuple[str, ...] = ()


def answers_of(visit: Visit) -> dict[str, CheckAnswer]:
    """Standing answers by place ("real_name/contract"), also those given before the visit's row was corrected."""
    rows = CheckAnswer.objects.filter(visit__in=_line_of(visit), withdrawn_on__isnull=True).order_by("pk")
    return {f"{row.checklist}/{row.item}": row for row in rows}


def write_answers(*, visit: Visit, answered: Mapping[str, Answered], by: Staff, on: date) -> int:
    """Bring the rows in line with what was answered; how many were written. Asked again it writes nothing.

    Part of a greater act, which checks the right and records it. Places unknown on the day of the visit are passed over.
    """
    standing, written = answers_of(visit), 0
    for place, row in standing.items():
        if _said(row) != answered.get(place):
            row.withdrawn_on = on
            row.save(update_fields=["withdrawn_on"])
    for place, said in answered.items():
        known, found = standing.get(place), item_at(place, visit.visited_on)
        if found is None or (known and _said(known) == said):
            continue
        CheckAnswer.objects.create(
            visit=visit, checklist=found[0].key, dated=found[0].valid_from, item=found[1].key, answer=said.answer,
            note=said.note, photos=list(said.photos), written_by=by,
        )  # fmt: skip
        written += 1
    return written


def _said(row: CheckAnswer) -> Answered:
    return Answered(row.answer, row.note, tuple(row.photos))


def _line_of(visit: Visit) -> list[int]:
    """The row and those that it corrects, one after the other."""
    line = [visit.pk]
    while visit.corrects:
        visit = visit.corrects
        line.append(visit.pk)
    return line
