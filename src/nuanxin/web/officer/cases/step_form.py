"""The form of a step, made from what the procedure declares and what its paper still needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.documents.wording.templates import PaperField, template
from nuanxin.rights.cases.procedures.declared import Fact, Step
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

YES_NO = (("yes", "是"), ("no", "否"))
NONE_MARKS = ("无：", "无:")
# Paper fields that are told in sentences.
LONG = (
    "facts",
    "reason",
    "evidence",
    "provisions",
    "basis",
    "orders",
    "opinion",
    "statement",
    "prior_notice",
    "after_order",
)


class StepForm(PatternForm):
    """Built for one step: its facts, the day, a note, then the paper's own fields."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: Step, known: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.on_paper: tuple[PaperField, ...] = ()
        for fact in step.facts:
            self.fields[f"fact_{fact.key}"] = fact_field(fact)
        self.fields["on"] = DayField(label="办理日期", initial=occasion.today(), not_after=occasion.today)
        self.fields["note"] = forms.CharField(
            label="备注", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )
        own = tuple(f"fact_{fact.key}" for fact in step.facts)
        self.sections = ((step.name, (*own, "on", "note")),)
        if step.paper:
            self._add_paper(step, known)
        for name, field in self.fields.items():
            _again(name, field)

    def _add_paper(self, step: Step, known: Mapping[str, Any]) -> None:
        whole = template(step.paper)
        said = {fact.key for fact in step.facts}
        self.on_paper = tuple(
            f for f in whole.fields if f.key not in said and (f.kind != "table" or f.key not in known)
        )
        for field in self.on_paper:
            self.fields[f"paper_{field.key}"] = paper_field(field, known.get(field.key))
        names = tuple(f"paper_{field.key}" for field in self.on_paper)
        self.sections = (*self.sections, (f"《{whole.title}》的内容（已按案卷填好，请核对）", names))

    def clean(self) -> dict[str, Any]:
        """Paper fields as the paper wants them; “无：原因” says that there is none and why."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for field in self.on_paper:
            name = f"paper_{field.key}"
            try:
                values[name] = as_paper(field, values.get(name))
            except ValidationError as wrong:
                self.add_error(name, wrong)
        return values

    @property
    def facts(self) -> dict[str, Any]:
        """The declared facts as `take_step` takes them."""
        found: dict[str, Any] = {}
        for fact in self.step.facts:
            value = self.cleaned_data.get(f"fact_{fact.key}")
            if fact.kind == "lines" and isinstance(value, str):
                value = filled_lines(value)
            if value not in (None, "", []):
                found[fact.key] = value
        return found

    @property
    def paper_fields(self) -> dict[str, Any]:
        """What the officer wrote on the paper; blanks are left to the file."""
        pairs = ((field.key, self.cleaned_data.get(f"paper_{field.key}")) for field in self.on_paper)
        return {key: value for key, value in pairs if value not in (None, "", [])}


def _again(name: str, field: forms.Field) -> None:
    """Fields made after the pattern dressed the others."""
    if "class" not in field.widget.attrs and not isinstance(field.widget, (forms.CheckboxInput, forms.HiddenInput)):
        field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.error_messages["required"] = f"请填写{field.label or name}。"


def fact_field(fact: Fact) -> forms.Field:
    """A form field for a declared fact."""
    common: dict[str, Any] = {"label": fact.label, "required": fact.required}
    if fact.kind == "day":
        return DayField(**common, not_after=None if fact.may_be_later else occasion.today)
    if fact.kind == "money":
        return YuanField(**common)
    if fact.kind in ("persons", "percent"):
        return forms.IntegerField(**common, min_value=0)
    if fact.kind in ("choice", "yes_no"):
        return forms.ChoiceField(**common, choices=[("", "请选择"), *(fact.options or YES_NO)])
    if fact.short:
        return forms.CharField(**common, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    rows = {"rows": 3 if fact.kind == "lines" else 2}
    help_text = "每行一项" if fact.kind == "lines" else ""
    return forms.CharField(**common, max_length=4000, widget=forms.Textarea(attrs=rows), help_text=help_text)


def paper_field(field: PaperField, given: Any) -> forms.Field:
    """A form field for one field of a paper; what the file knows is filled in."""
    common: dict[str, Any] = {"label": field.label, "required": False}
    if field.kind == "money":
        return YuanField(**common, initial=given if isinstance(given, int) else None)
    if field.kind == "day":
        return DayField(**common, initial=given if not isinstance(given, Mapping) else None)
    if field.kind == "persons":
        return forms.IntegerField(**common, min_value=0, initial=given)
    if field.kind == "choice":
        return forms.ChoiceField(**common, choices=[("", "请选择"), *field.options.items()], initial=given)
    hints = {"lines": "每行一项", "table": f"每行一条，各栏用竖线隔开：{'｜'.join(field.columns)}"}
    none = "；没有的写“无：原因”" if field.may_be_none else ""
    text = _as_text(given, field.columns)
    long = field.kind in hints or field.key in LONG or len(text) > 40
    rows = {"rows": 4 if field.kind in hints else 2}
    return forms.CharField(
        **common,
        initial=text,
        widget=forms.Textarea(attrs=rows) if long else forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=(hints.get(field.kind, "") + none).lstrip("；"),
    )


def _as_text(given: Any, columns: tuple[str, ...] = ()) -> str:
    if isinstance(given, Mapping):
        return f"无：{given.get('none', '')}"
    if columns and isinstance(given, (list, tuple)):
        return "\n".join("｜".join(_cell(*one) for one in zip(columns, row, strict=True)) for row in given)
    if isinstance(given, (list, tuple)):
        return "\n".join(str(line) for line in given)
    return "" if given is None else str(given)


def _cell(head: str, value: Any) -> str:
    """One cell as it will be printed: 分 in a column of yuan stand as yuan."""
    return yuan(value) if head.endswith("（元）") and isinstance(value, int) else str(value)


def as_paper(field: PaperField, value: Any) -> Any:
    """What was typed, in the shape that the paper wants."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if field.may_be_none and text.startswith(NONE_MARKS):
        reason = text[2:].strip()
        if not reason:
            raise ValidationError(f"{field.label}写“无”时须写明原因。")
        return {"none": reason}
    if field.kind == "lines":
        return filled_lines(text)
    if field.kind == "table":
        return [[cell.strip() for cell in line.replace("｜", "|").split("|")] for line in filled_lines(text)]
    return text
