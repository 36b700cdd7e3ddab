"""Forms from a declared list of questions: the desk and the worker's phone ask the same list in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django import forms

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.text import filled_lines
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class Asked(Protocol):
    """One declared question."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def choices(self) -> Sequence[tuple[str, str]]: ...


class LinesField(forms.CharField):
    """One thing a line; the cleaned value is a list."""

    def to_python(self, value: Any) -> Any:
        return filled_lines(str(super().to_python(value) or ""))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The lines were read; there is no one text to check."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class AskingForm(PatternForm):
    """The questions as fields, each with the words in which it is asked here."""

    def __init__(
        self, *args: Any, asked: Sequence[tuple[Asked, str, str]], native: bool = False, **kwargs: Any
    ) -> None:
        # Django copies the fields of the form from here, class or instance, before it dresses them.
        self.base_fields = {  # type: ignore[misc]
            one.key: question_field(one, label=label, help_text=help_text, native=native)
            for one, label, help_text in asked
        }
        super().__init__(*args, **kwargs)


def question_field(one: Asked, *, label: str, help_text: str = "", native: bool = False) -> forms.Field:
    """The field of a question's kind: text, day, money, lines, yes_no, choice. native: the phone's own day picker."""
    common: dict[str, Any] = {"label": label, "required": one.required, "help_text": help_text}
    if one.kind == "day":
        return DayField(not_after=occasion.today, native=native, **common)
    if one.kind == "money":
        return YuanField(**common)
    if one.kind == "lines":
        return LinesField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **common)
    if one.kind in ("yes_no", "choice"):
        return forms.ChoiceField(choices=one.choices, widget=forms.RadioSelect, **common)
    return forms.CharField(max_length=300, **common)
