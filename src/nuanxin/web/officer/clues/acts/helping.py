"""Forms of the tasks that other bodies are asked to do; the bodies by their kind, those of the place first."""

from __future__ import annotations

from typing import Any

from django import forms

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.transfer.helping import has_people
from nuanxin.web.officer.clues.acts.declared import ClueForm, Situation, day
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.patterns.fields import DayField

Grouped = list[tuple[str, list[tuple[str, str]]]]


def bodies(clue: Clue) -> Grouped:
    """Every unit but the holder, grouped by kind in the order of the notices; in each group the clue's own place first."""
    rows = Unit.objects.exclude(pk=clue.unit_id).filter(valid_to__isnull=True).order_by("region_id", "code")
    by_kind: dict[str, list[Unit]] = {}
    for unit in rows:
        by_kind.setdefault(unit.kind, []).append(unit)
    return [
        (kind.label, [(str(unit.pk), unit.name) for unit in sorted(by_kind[kind], key=lambda u: u.region_id != clue.unit.region_id)])
        for kind in UnitKind
        if kind in by_kind
    ]  # fmt: skip


class HelperForm(ClueForm):
    unit = forms.ChoiceField(label="协办单位")
    task = short_text("请其办理的事项")
    due_on = DayField(label="要求完成", required=False)

    def prepare(self, situation: Situation) -> None:
        blank: Any = [("", "请选择单位")]
        self.fields["unit"].choices = blank + bodies(situation.clue)  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        return Unit.objects.get(pk=self.cleaned_data["unit"])


def open_tasks(situation: Situation) -> list[HelperTask]:
    """Tasks of the clue that have not ended."""
    return [task for task in situation.tasks if task.done_on is None]


def paper_tasks(situation: Situation) -> list[HelperTask]:
    """Those of bodies that have nobody here and answer on paper."""
    return [task for task in open_tasks(situation) if not has_people(task.unit, task.asked_on)]


class HelperReplyForm(ClueForm):
    task = forms.ChoiceField(label="协办事项")
    reply = long_text("办理结果", help_text="以您的名义代表本单位签字反馈，反馈后不能更改")

    def prepare(self, situation: Situation) -> None:
        self.fields["task"].choices = named(self.tasks(situation))  # type: ignore[attr-defined]

    def tasks(self, situation: Situation) -> list[HelperTask]:
        return situation.own_tasks


class PaperReplyForm(HelperReplyForm):
    reply = long_text("来函内容", help_text="例如文号和结论；来函原件请上传为证据")
    signed_by = short_text("来函签字人（单位、姓名）", size=60)

    def tasks(self, situation: Situation) -> list[HelperTask]:
        return paper_tasks(situation)


class HelperWithdrawForm(HelperReplyForm):
    reply = long_text("不再需要的理由", rows=2)

    def tasks(self, situation: Situation) -> list[HelperTask]:
        return open_tasks(situation)


def named(tasks: list[HelperTask]) -> list[tuple[int, str]]:
    return [(task.pk, f"{task.unit.short_name}：{task.task}") for task in tasks]


def chosen(situation: Situation, values: dict[str, Any]) -> dict[str, Any]:
    """What the acts on a task are called with."""
    task = HelperTask.objects.select_related("unit", "clue").get(pk=values["task"], clue=situation.clue)
    return {"helper": task, "by": situation.staff, "on": day(values)}
