"""The screens of the wage sheet: how the wage was agreed, how much and since when, the months, the proof at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.text import half_width
from nuanxin.rights.intake.estimate import PROOFS, MonthWork, Overtime, Pay
from nuanxin.web.patterns.fields import YuanField
from nuanxin.web.worker.report.forms import Question, month_choices

MOST_MONTHS = 24
MOST_FEN = 100_000_000_00
MOST_HOURS = 744  # hours of a month of 31 days
MOST_PIECES = 10_000_000
Words = str | Promise

PAYS: dict[Pay, tuple[Words, Words, str]] = {
    Pay.DAY: (_("按天"), _("干一天多少钱"), "w-site"),
    Pay.MONTH: (_("按月"), _("一个月多少钱"), "calendar"),
    Pay.PIECE: (_("计件、按单、按平方"), _("干一件多少钱"), "w-factory"),
    Pay.HOUR: (_("按小时"), _("干一小时多少钱"), "clock"),
}
RATE: dict[Pay, Words] = {
    Pay.DAY: _("一天多少钱"),
    Pay.MONTH: _("一个月多少钱"),
    Pay.PIECE: _("一件（一单、一平方）多少钱"),
    Pay.HOUR: _("一小时多少钱"),
}
QUANTITY: dict[Pay, Words] = {
    Pay.DAY: _("干了几天"),
    Pay.MONTH: _("干了几天（干满整月不填）"),
    Pay.PIECE: _("干了多少件"),
    Pay.HOUR: _("干了几小时"),
}
OVERTIME: dict[Overtime, Words] = {
    Overtime.WEEKDAY: _("平时加班"),
    Overtime.REST_DAY: _("休息日加班（没有补休）"),
    Overtime.HOLIDAY: _("法定节日加班"),
}
PROOF_NAMES: dict[str, Words] = {
    "settlement": _("欠条、结算单"),
    "contract": _("劳动合同"),
    "attendance": _("考勤表、记工本"),
    "payslip": _("工资条"),
    "bank": _("银行、微信转账记录"),
    "chat": _("说到工钱的聊天、录音"),
    "badge": _("工牌、安全帽、工地照片"),
    "mates": _("工友可以作证"),
}


class DecimalText(forms.CharField):
    """A number with at most `places` decimals, however typed; the cleaned value is a Decimal or None."""

    def __init__(self, *, most: Decimal | int, places: int = 1, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.most, self.places = Decimal(most), places
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = half_width(str(value or "")).replace(",", "").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0 or number != round(number, self.places):
            raise ValidationError(gettext("请写数字，例如 26 或者 26.5。"))
        if number > self.most:
            raise ValidationError(gettext("太多了，最多 %(most)s。") % {"most": self.most})
        return number

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A Decimal needs none of the text's validators."""


class UnitPrice(DecimalText):
    """元 a unit with up to four decimals; the cleaned value is 分 (Decimal: a piece may cost parts of a 分)."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(str(value or "").strip().removesuffix("元"))
        if number is None:
            return None
        if not number:
            raise ValidationError(gettext("单价不能是 0。"))
        return number * 100


class Rate(Question):
    """How much a unit, and which months are owed."""

    rate = UnitPrice(label="", most=1_000_000, places=4)
    since = forms.ChoiceField(label=_("从哪个月开始欠"))
    until = forms.ChoiceField(label=_("欠到哪个月"))
    ask_for = {"rate": _("请写多少钱。"), "since": _("请选月份。"), "until": _("请选月份。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].label = str(RATE[self.context["pay"]])
        self.fields["rate"].help_text = gettext("写元，例如 300。")
        months = list(month_choices())
        for name in ("since", "until"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = months

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        since, until = said.get("since"), said.get("until")
        if since and until:
            if since > until:
                self.add_error("until", ValidationError(_("“欠到哪个月”比“从哪个月”还早，请改一改。")))
            elif len(months_between(since, until)) > MOST_MONTHS:
                self.add_error("until", ValidationError(_("一次最多算 24 个月，再多请分两次算。")))
        return said


def months_between(since: str, until: str) -> list[Month]:
    """Both ends included."""
    month, last, found = Month.parse(since), Month.parse(until), []
    while month <= last:
        found.append(month)
        month = month.shifted(1)
    return found


@dataclass(frozen=True)
class MonthFields:
    """The fields of one month as the page draws them."""

    month: Month
    said: tuple[forms.BoundField, ...]
    overtime: tuple[forms.BoundField, ...]
    open: bool


class Months(Question):
    """One block a month: how much work, how much received, overtime where there was any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pay: Pay = self.context["pay"]
        self.months: list[Month] = self.context["months"]
        for month in self.months:
            self._add_month(month)

    def _add_month(self, month: Month) -> None:
        most: dict[Pay, tuple[int, int]] = {
            Pay.DAY: (month.last_day.day, 1),
            Pay.MONTH: (month.last_day.day, 1),
            Pay.PIECE: (MOST_PIECES, 2),
            Pay.HOUR: (MOST_HOURS, 1),
        }
        limit, places = most[self.pay]
        fields: dict[str, forms.Field] = {
            "quantity": DecimalText(label=QUANTITY[self.pay], most=limit, places=places, required=False),
            "paid": YuanField(label=_("这个月的工资已经拿到多少"), required=False, most=MOST_FEN),
        }
        if self.pay == Pay.MONTH:
            fields["none"] = forms.BooleanField(label=_("这个月没有干活"), required=False)
        if self.pay != Pay.HOUR:
            top = MOST_PIECES if self.pay == Pay.PIECE else MOST_HOURS
            unit = gettext("（件）") if self.pay == Pay.PIECE else gettext("（小时）")
            fields |= {
                str(kind): DecimalText(label=f"{words}{unit}", most=top, places=places, required=False)
                for kind, words in OVERTIME.items()
            }
        for name, field in fields.items():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "form-control"
            self.fields[field_name(month, name)] = field

    def blocks(self) -> list[MonthFields]:
        """The months in their order."""
        return [self._block(month) for month in self.months]

    def _block(self, month: Month) -> MonthFields:
        plain = tuple(
            self[name] for key in ("quantity", "none", "paid") if (name := field_name(month, key)) in self.fields
        )
        extra = tuple(self[name] for kind in Overtime if (name := field_name(month, str(kind))) in self.fields)
        return MonthFields(month, plain, extra, any(bound.value() or bound.errors for bound in extra))

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if (
            self.pay != Pay.MONTH
            and not self.errors
            and not any(self._work(month, said).parts for month in self.months)
        ):
            first = field_name(self.months[0], "quantity")
            self.add_error(first, ValidationError(_("请至少写一个月干了多少。")))
        return said

    def _work(self, month: Month, said: Mapping[str, Any]) -> _Said:
        quantity = said.get(field_name(month, "quantity"))
        overtime = {kind: hours for kind in Overtime if (hours := said.get(field_name(month, str(kind))))}
        if said.get(field_name(month, "none")):
            quantity = Decimal(0)
        return _Said(quantity, said.get(field_name(month, "paid")) or 0, overtime)

    def works(self) -> list[MonthWork]:
        """What was filled in, as the room reckons it."""
        rows = [(month, self._work(month, self.cleaned_data)) for month in self.months]
        return [MonthWork(month, row.quantity, row.paid_fen, row.overtime) for month, row in rows]


@dataclass(frozen=True)
class _Said:
    quantity: Decimal | None
    paid_fen: int
    overtime: dict[Overtime, Decimal]

    @property
    def parts(self) -> bool:
        return bool(self.quantity or self.overtime)


def field_name(month: Month, what: str) -> str:
    """m2024-01-paid: the name that travels with the form."""
    return f"m{month}-{what}"


class Held(Question):
    """What can be shown."""

    proof = forms.MultipleChoiceField(
        label=_("您手里有哪些？有的打勾，没有就直接点下一步。"),
        choices=[(proof.key, PROOF_NAMES[proof.key]) for proof in PROOFS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
