"""Form fields of this work: amounts in 元 kept as 分, and days written in any usual way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.money import parse_yuan, wan_yuan, yuan


class YuanField(forms.CharField):
    """An amount typed in 元; the cleaned value is 分 (int, None where empty).

    `least` and `most` (分) are errors. `doubtful_from` (分): from there on a notice asks whether 万元 was meant.
    """

    def __init__(
        self, *, least: int = 0, most: int | None = None, doubtful_from: int = 100_000_000_00, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.least, self.most, self.doubtful_from = least, most, doubtful_from
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "data-yuan": str(doubtful_from)}

    def to_python(self, value: Any) -> Any:
        """Text in 元 → 分. Raises ValidationError with the Chinese reason."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_yuan(str(value))
        except ValueError as wrong:
            raise ValidationError(f"{wrong}。", code="invalid") from wrong

    def validate(self, value: Any) -> None:
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        if value < self.least:
            raise ValidationError(f"金额不能少于 {yuan(self.least)} 元。", code="least")
        if self.most is not None and value > self.most:
            raise ValidationError(f"金额不能多于 {yuan(self.most)} 元。", code="most")

    def run_validators(self, value: Any) -> None:
        """The text validators of CharField (no NUL) do not apply to an int; `to_python` has already checked."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed is text in 元, even where a program hands in a number."""
        value = super().bound_data(data, initial)
        return value if value is None else str(value)

    def prepare_value(self, value: Any) -> Any:
        """A stored amount (分) as plain 元 without thousands, easy to edit."""
        return yuan(value).replace(",", "").removesuffix(".00") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as amounts: "1,200" is not a change of 1200."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class DayField(forms.DateField):
    """A day: 2024-01-03, 2024/1/3, 2024.1.3 or 2024年1月3日. `not_after` (a day or a function) refuses days to come."""

    def __init__(self, *, not_after: Any = None, native: bool = False, **kwargs: Any) -> None:
        # A native picker suits phones; at the desk days are pasted, so there the field is text with a picker beside.
        kind: dict[str, str] = {"type": "date"} if native else {"inputmode": "numeric", "data-day": ""}
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs=kind | {"autocomplete": "off"}))
        super().__init__(**kwargs)
        self.not_after = not_after
        if not native:
            self.widget.attrs.setdefault("placeholder", "2024-01-03")

    def to_python(self, value: Any) -> date | None:
        """Any usual writing → date. Raises ValidationError with the Chinese reason."""
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse_day(value)
        except ValueError as wrong:
            raise ValidationError(f"{wrong}。", code="invalid") from wrong

    def validate(self, value: Any) -> None:
        super().validate(value)
        last = self.not_after() if callable(self.not_after) else self.not_after
        if value and last and value > last:
            raise ValidationError(f"日期不能晚于 {last.isoformat()}。", code="late")


def echo(fen: int | None) -> str:
    """The amount in 万元, shown beside a money field so that a wrong unit is seen at once."""
    return f"= {wan_yuan(fen)} 万元" if fen is not None else ""
