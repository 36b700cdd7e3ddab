"""The forms of acts on a clue, in the order of its life."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.masking import mask_id, mask_name
from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.answer.reopening import REOPEN_REASONS
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reveal import FIELDS
from nuanxin.rights.intake.transfer import RETURN_CAUSES
from nuanxin.rights.intake.transfer.loads import loads_of, suggested
from nuanxin.web.officer.clues.acts.declared import ClueForm, Situation
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

CAUSES = (("area", "用工所在地不在本辖区"), ("remit", "不属于本部门职责"))


def long_text(label: str, *, required: bool = True, rows: int = 3, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def short_text(label: str, *, required: bool = True, size: int = 200, help_text: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=size, widget=widget, help_text=help_text)


class StaffField(forms.ModelChoiceField):
    """A member of staff, shown with the unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.unit.short_name if obj.unit else ''}）"


class PlainForm(ClueForm):
    """Only the day."""


class SupplementForm(ClueForm):
    items = long_text("需要补正的内容", help_text="每行一项；只能告知一次，请写全")
    supplement_by = DayField(label="补正期限", required=False)

    def clean_items(self) -> list[str]:
        return filled_lines(self.cleaned_data["items"])


class SupplementedForm(ClueForm):
    text = long_text("收到的补正内容")
    employer_name = short_text("用人单位（补正中写明的）", required=False)
    credit_code = short_text("统一社会信用代码", required=False, size=30)


class EmployerForm(ClueForm):
    employer_name = short_text("用人单位")
    credit_code = short_text("统一社会信用代码", required=False, size=30)


class PlaceForm(ClueForm):
    """Where the work was, as found out."""

    place = short_text("地点", required=False)
    project_name = short_text("项目（标段）名称", required=False)
    site_code = short_text("维权码（告示牌上的）", required=False, size=12)


class SendForm(ClueForm):
    to_unit = forms.ModelChoiceField(label="转给", queryset=Unit.objects.none(), empty_label="请选择单位")
    cause = forms.ChoiceField(label="原因", choices=CAUSES)
    reason = long_text("说明", rows=2)

    def prepare(self, situation: Situation) -> None:
        rows = Unit.objects.exclude(pk=situation.clue.unit_id).filter(valid_to__isnull=True)
        self.fields["to_unit"].queryset = rows.order_by("region_id", "kind")  # type: ignore[attr-defined]


class ReturnForm(ClueForm):
    cause = forms.ChoiceField(label="退回原因", choices=list(RETURN_CAUSES.items()))
    reason = long_text("退回说明", rows=2)


class ReasonForm(ClueForm):
    reason = long_text("理由", rows=2)


class DecideForm(ClueForm):
    unit = forms.ModelChoiceField(label="裁定由谁办理", queryset=Unit.objects.none(), empty_label=None)
    reason = long_text("裁定理由")

    def prepare(self, situation: Situation) -> None:
        ends = situation.disputed
        ids = [ends.from_unit_id, ends.to_unit_id] if ends else []
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=ids)  # type: ignore[attr-defined]


def officers_of(unit_id: int | None) -> Any:
    """Whoever holds a handling post in the unit today."""
    today = occasion.today()
    duties = ("inspector", "inspection_head", "department_officer", "reception")
    held = Staff.objects.filter(
        is_active=True, posts__unit=unit_id, posts__duty__in=duties, posts__valid_from__lte=today
    )
    return held.exclude(posts__valid_to__lt=today).distinct().select_related("unit").order_by("name")


class LoadField(StaffField):
    """A member of staff, shown with what lies on his desk."""

    words: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{self.words.get(obj.pk, '')}）"


class AssignForm(ClueForm):
    officer = LoadField(label="责任人", queryset=Staff.objects.none(), empty_label="请选择")

    def prepare(self, situation: Situation) -> None:
        field: Any = self.fields["officer"]
        people = officers_of(situation.clue.unit_id)
        loads = loads_of(people, unit_id=situation.clue.unit_id, on=occasion.today())
        field.words = {load.officer_id: load.words for load in loads}
        field.queryset = people
        if best := suggested(loads):
            field.initial = best.officer_id
            field.help_text = f"建议分派给{best.name}：办案人员中手上最少（{best.words}）。只是建议，由您决定。"


class OtherClueForm(ClueForm):
    """Names another clue by its number."""

    number = short_text("另一条线索的编号", size=30)


class MergeForm(OtherClueForm):
    keep = forms.ChoiceField(
        label="保留哪一条",
        choices=[("this", "保留本条，另一条并入"), ("other", "保留另一条，本条并入")],
        widget=forms.RadioSelect,
        initial="this",
    )


class UnmergeForm(ClueForm):
    merge = forms.ChoiceField(label="撤销哪一次合并")
    reason = long_text("理由", rows=2)

    def prepare(self, situation: Situation) -> None:
        rows = [(m.pk, f"{m.merged.number}（{m.merged_on} 并入）") for m in situation.merges]
        self.fields["merge"].choices = rows  # type: ignore[attr-defined]


class WithdrawForm(ClueForm):
    reason = long_text("反映人为什么撤回", rows=2)
    said_by = short_text("由谁表示、怎样核实", size=60)


class ReopenForm(ClueForm):
    reason = forms.ChoiceField(label="原因", choices=list(REOPEN_REASONS.items()))
    said = long_text("具体情况", required=False, rows=2)


class FileForm(ClueForm):
    first = StaffField(label="主办人", queryset=Staff.objects.none(), empty_label="请选择")
    second = StaffField(label="协办人", queryset=Staff.objects.none(), empty_label="请选择")
    ended_on = DayField(label="欠薪行为终了之日", required=False, help_text="仍在拖欠的不填")
    elsewhere = forms.BooleanField(label="已经申请仲裁或者提起诉讼", required=False)
    note = long_text("审批意见", required=False, rows=2)

    def prepare(self, situation: Situation) -> None:
        for name in ("first", "second"):
            self.fields[name].queryset = officers_of(situation.clue.unit_id)  # type: ignore[attr-defined]
        self.fields["first"].initial = situation.clue.officer_id


class NoteForm(ClueForm):
    note = long_text("说明", required=False, rows=2)


class DetailsForm(ClueForm):
    """One person of the clue: what is left blank stays as it is."""

    person = forms.ChoiceField(label="更正谁的信息")
    migrant = forms.ChoiceField(
        label="户口", choices=[("", "不改"), ("yes", "农村户口"), ("no", "城镇户口")], required=False
    )
    name = short_text("姓名（不改不填）", required=False, size=60)
    id_number = short_text("证件号码（不改不填）", required=False, size=24)
    reason = short_text("怎样核实的", help_text="例如：核对了身份证原件")

    def prepare(self, situation: Situation) -> None:
        self.fields["person"].choices = persons_of(situation.clue)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if not any(said.get(name) for name in ("migrant", "name", "id_number")):
            self.add_error("migrant", forms.ValidationError("请填写要更正的项目。"))
        return said


def persons_of(clue: Clue) -> list[tuple[str, str]]:
    """(key, masked name) of each worker of the roster, and of reporters who are not on it."""
    claims = list(clue.claims.filter(withdrawn_on__isnull=True).select_related("worker").order_by("pk"))
    rows = [
        (f"claim:{c.pk}", f"{mask_name(c.worker.name)} {mask_id(c.worker.id_number)}（{_hukou(c.worker.migrant)}）")
        for c in claims
    ]
    indexes = {c.worker.phone_index for c in claims if c.worker.phone_index}
    return rows + [
        (f"reporter:{r.pk}", f"{mask_name(r.name)} {mask_id(r.id_number)}（反映人，{_hukou(r.migrant)}）")
        for r in clue.reporters.order_by("pk")
        if not r.anonymous and r.phone_index not in indexes
    ]


def _hukou(migrant: bool | None) -> str:
    return {True: "农村户口", False: "城镇户口", None: "户口未填"}[migrant]


class RevealForm(PatternForm):
    """Which of a reporter's plain data, and why."""

    which = forms.MultipleChoiceField(
        label="要看的项目", choices=list(FIELDS.items()), widget=forms.CheckboxSelectMultiple, initial=["phone"]
    )
    reason = short_text("办案需要（为什么要看）", size=300)
