"""One form for every field of the plan, laid out from its declaration."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, cast

from django import forms

from nuanxin.command.campaigns.plan_fields import Kind, Part, PlanField
from nuanxin.web.patterns.forms import PatternForm

_DAY = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?)")
_SIDES = (("", "没有"), ("after", "在……之后"), ("before", "在……之前"))
_UNITS = (("day", "日"), ("working_day", "工作日"), ("week", "周"), ("month", "月"), ("year", "年"))


class PlanDayField(forms.CharField):
    """A day as far as the notice says it: 2024-02-10, 2024-02, 2024, or without a year --12-10."""

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if said and not _DAY.fullmatch(said):
            raise forms.ValidationError("请按 2024-02-10、2024-02、2024 填写；通知没有写明年份的，填 --12-10。")
        return said or None


class NamesField(forms.CharField):
    """Several names, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), help_text="每行一个", **kwargs)

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def entry_form(plan_field: PlanField) -> type[PatternForm]:
    """A form with the parts of one entry, or the one value of a field without parts."""
    fields: dict[str, Any] = {}
    for part in parts_of(plan_field):
        fields.update(_fields_of(part))
    return cast(type[PatternForm], type("EntryForm", (PatternForm,), fields))


def parts_of(plan_field: PlanField) -> tuple[Part, ...]:
    return plan_field.parts or (Part("value", plan_field.label, plan_field.kind, needed=plan_field.many),)


def _fields_of(part: Part) -> dict[str, forms.Field]:
    told: dict[str, Any] = {"label": part.label, "required": part.needed}
    match part.kind:
        case Kind.DAY:
            return {part.key: PlanDayField(**told, max_length=10)}
        case Kind.NAMES:
            return {part.key: NamesField(**told)}
        case Kind.LONG:
            return {part.key: forms.CharField(**told, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))}
        case Kind.NUMBER:
            return {part.key: forms.DecimalField(**told)}
        case Kind.CHOICE:
            return {part.key: forms.ChoiceField(**told, choices=part.choices)}
        case Kind.RELATIVE:
            return {
                "side": forms.ChoiceField(label=part.label, required=False, choices=_SIDES),
                "event": forms.CharField(label="什么事", required=False, max_length=100),
                "amount": forms.IntegerField(label="多少", required=False, min_value=0),
                "span_unit": forms.ChoiceField(label="日、工作日、周、月、年", required=False, choices=_UNITS),
            }
        case _:
            return {part.key: forms.CharField(**told, max_length=500)}


def initial_of(plan_field: PlanField, value: Any) -> dict[str, Any]:
    """What stands in the form before anybody types."""
    if not plan_field.parts:
        return {"value": value}
    shown = dict(value or {})
    relative = shown.pop("relative", None)
    if relative:
        side = "after" if "after" in relative else "before"
        shown |= {"side": side, "event": relative[side], "amount": relative["amount"], "span_unit": relative["unit"]}
    return shown


def value_of(plan_field: PlanField, cleaned: dict[str, Any], before: Any) -> Any:
    """The entry as the plan keeps it; what the form does not show (the words it came from) stays as it was."""
    if not plan_field.parts:
        return cleaned["value"] or None
    parts = {part.key: _value(part, cleaned) for part in plan_field.parts}
    return {**(before or {}), **parts}


def _value(part: Part, cleaned: dict[str, Any]) -> Any:
    if part.kind == Kind.RELATIVE:
        if not cleaned["side"] or not cleaned["event"] or cleaned["amount"] is None:
            return None
        return {cleaned["side"]: cleaned["event"], "amount": cleaned["amount"], "unit": cleaned["span_unit"]}
    value = cleaned[part.key]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, list) else (value or None)
