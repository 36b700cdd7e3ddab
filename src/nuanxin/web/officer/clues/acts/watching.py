"""Acts of supervision on a clue: pressed, led, raised, listed, a task force; the weekly note; off the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.cases import supervision, task_force
from nuanxin.rights.cases.models import Supervision, TaskForceMember
from nuanxin.rights.cases.task_force import Member
from nuanxin.web.officer.clues.acts.declared import ClueAct, ClueForm, Situation, day
from nuanxin.web.officer.clues.acts.forms import ReasonForm, StaffField, long_text

MEMBERS = "每行一人：单位 姓名 分工，用空格隔开，如“县住建局 李某 核查工程款”"


def _watched(s: Situation, v: dict[str, Any]) -> Supervision:
    return next(one for one in s.watched if str(one.pk) == v["supervision"])


def _supervises(s: Situation) -> bool:
    return s.open and s.holds(P.CLUE_SUPERVISE)


def _leads(s: Situation) -> bool:
    return any(one.leader_id == s.staff.pk for one in s.watched)


def _forces(s: Situation) -> list[Supervision]:
    return [one for one in s.watched if one.kind == supervision.FORCE]


class LeaderForm(ClueForm):
    leader = StaffField(label="包案领导", queryset=Staff.objects.none(), empty_label="请选择")
    reason = long_text("理由", rows=2)

    def prepare(self, situation: Situation) -> None:
        regions = [post.region_id for post in posts_of(situation.staff)]
        held = Staff.objects.filter(posts__duty="leader", posts__region__in=regions, is_active=True)
        self.fields["leader"].queryset = held.distinct().select_related("unit")  # type: ignore[attr-defined]


class RaiseForm(ClueForm):
    unit = forms.ModelChoiceField(label="提级由谁办理", queryset=Unit.objects.none(), empty_label="请选择上级单位")
    reason = long_text("理由", rows=2)

    def prepare(self, situation: Situation) -> None:
        above = Unit.objects.filter(kind=situation.clue.unit.kind, region__reach__member=situation.clue.unit.region_id)
        self.fields["unit"].queryset = above.exclude(pk=situation.clue.unit_id).distinct()  # type: ignore[attr-defined]


class WatchNoteForm(ClueForm):
    supervision = forms.ChoiceField(label="督办事项")
    text = long_text("本周进展（会议决定）")
    meeting = forms.BooleanField(label="这是一次会议的纪要", required=False)

    def prepare(self, situation: Situation) -> None:
        rows = [(s.pk, f"{s.get_kind_display()}（{s.since}起）") for s in situation.watched]
        self.fields["supervision"].choices = rows  # type: ignore[attr-defined]


class WatchEndForm(WatchNoteForm):
    text = long_text("销号理由", rows=2)
    meeting = None  # type: ignore[assignment]


class ForceForm(LeaderForm):
    """Who leads, who sets it up, why, who serves."""

    leader = StaffField(label="组长", queryset=Staff.objects.none(), empty_label="请选择")
    unit = forms.ModelChoiceField(label="组建单位", queryset=Unit.objects.none(), empty_label="请选择")
    basis = forms.ChoiceField(label="依据", choices=Supervision.Basis.choices)
    members = long_text("成员", rows=5, help_text=MEMBERS)

    def prepare(self, situation: Situation) -> None:
        super().prepare(situation)
        self.order_fields(["leader", "unit", "basis", "reason", "members", "on"])
        self._units = units_over(situation)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = self._units
        own = situation.units & set(self._units.values_list("pk", flat=True))
        fields["unit"].initial = min(own, default=None)

    def clean_members(self) -> list[Member]:
        return members_read(self.cleaned_data["members"], self._units)


class MembersForm(ClueForm):
    """Who comes, who goes."""

    members = long_text("加入的人员", rows=3, required=False, help_text=MEMBERS)
    leaving = forms.ModelMultipleChoiceField(
        label="退出的人员", queryset=TaskForceMember.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self, situation: Situation) -> None:
        self._units = units_over(situation)
        fields: dict[str, Any] = self.fields
        serving = TaskForceMember.objects.filter(supervision__in=_forces(situation), left_on__isnull=True)
        fields["leaving"].queryset = serving.select_related("unit")
        fields["leaving"].label_from_instance = lambda one: f"{one.unit.short_name} {one.name} {one.part}".strip()

    def clean_members(self) -> list[Member]:
        return members_read(self.cleaned_data["members"], self._units)


def units_over(situation: Situation) -> QuerySet[Unit]:
    """The units of the clue's place and of those above it."""
    there = Unit.objects.filter(region__reach__member=situation.clue.region_id, valid_to__isnull=True)
    return there.distinct().order_by("region_id", "pk")


def members_read(text: str, units: QuerySet[Unit]) -> list[Member]:
    """One a line: unit, name, part of the work; ValidationError that names the lines that cannot be read."""
    found, wrong = [], []
    for line in filled_lines(text):
        said, *rest = line.replace("，", " ").replace(",", " ").replace("、", " ").split(maxsplit=2)
        unit = next((one for one in units if said in (one.name, one.short_name)), None)
        if unit is None or not rest:
            wrong.append(line)
        else:
            found.append(Member(unit, rest[0], rest[1] if len(rest) > 1 else ""))
    if wrong:
        known = "、".join(dict.fromkeys(one.short_name for one in units))
        raise forms.ValidationError(
            f"这几行没有读懂：{'；'.join(wrong)}。每行写单位、姓名、分工，单位可以写：{known}。"
        )
    return found


WATCHING: tuple[ClueAct, ...] = (
    ClueAct(
        "press", "催办", ReasonForm,
        lambda s, v: supervision.press(clue=s.clue, reason=v["reason"], by=s.staff, on=day(v)),
        _supervises, "已催办。", "bell", save="催办",
    ),
    ClueAct(
        "list", "挂牌督办", ReasonForm,
        lambda s, v: supervision.put_on_list(clue=s.clue, reason=v["reason"], by=s.staff, on=day(v)),
        lambda s: _supervises(s) and not any(w.kind == "listed" for w in s.watched),
        "已挂牌督办，每周须有进展记录。", "warn", save="挂牌",
    ),
    ClueAct(
        "lead", "领导包案", LeaderForm,
        lambda s, v: supervision.put_in_charge(
            clue=s.clue, leader=v["leader"], reason=v["reason"], by=s.staff, on=day(v)
        ),
        lambda s: _supervises(s) and not any(w.kind == "leader" for w in s.watched),
        "已确定包案领导。", "user", save="确定",
    ),
    ClueAct(
        "raise", "提级办理", RaiseForm,
        lambda s, v: supervision.raise_level(clue=s.clue, unit=v["unit"], reason=v["reason"], by=s.staff, on=day(v)),
        lambda s: _supervises(s) and s.clue.unit_id not in s.units, "已提级办理。", "sort-up", save="提级",
    ),
    ClueAct(
        "force", "组建工作专班", ForceForm,
        lambda s, v: task_force.set_up_force(
            clue=s.clue, leader=v["leader"], unit=v["unit"], basis=v["basis"], members=v["members"], reason=v["reason"], by=s.staff, on=day(v)
        ),
        lambda s: _supervises(s) and not _forces(s), "已组建，每周须有进展记录或者会议纪要。", "users", save="组建",
        intro="疑难复杂或者人数多、金额大、影响大的案件，由领导牵头、各单位派人组成专班，直到销号。多少人、多少钱算大案没有全国统一标准，逐件决定。",
    ),
    ClueAct(
        "force_members", "调整专班人员", MembersForm,
        lambda s, v: task_force.change_members(
            force=_forces(s)[0], joining=v["members"], leaving=v["leaving"], by=s.staff, on=day(v)
        ),
        lambda s: bool(_forces(s)) and s.holds(P.CLUE_SUPERVISE), "已调整。", "users", save="调整",
    ),
    ClueAct(
        "note", "写督办周报、会议纪要", WatchNoteForm,
        lambda s, v: supervision.write_note(
            supervision=_watched(s, v), text=v["text"], meeting=v["meeting"], by=s.staff, on=day(v)
        ),
        lambda s: bool(s.watched) and (s.helps(P.CLUE_HANDLE) or s.holds(P.CLUE_SUPERVISE) or _leads(s)), "已记录。", "edit",
    ),
    ClueAct(
        "unlist", "销号", WatchEndForm,
        lambda s, v: supervision.end_supervision(supervision=_watched(s, v), why=v["text"], by=s.staff, on=day(v)),
        lambda s: bool(s.watched) and s.holds(P.CLUE_SUPERVISE), "已销号。", "check", save="销号",
    ),
)  # fmt: skip
