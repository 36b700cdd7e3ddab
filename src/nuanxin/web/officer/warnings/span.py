"""Which place and time a page of figures is asked about; read from its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.web.officer.gate import me
from nuanxin.web.officer.warnings.seeing import codes_in, places
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class SpanForm(PatternForm):
    """Which place and time."""

    region = forms.ChoiceField(label="区划", required=False)
    first = DayField(label="自", required=False)
    last = DayField(label="至", required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "全部辖区"), *regions]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Span:
    """The form, the regions asked about, the place ("" for all) and the days, both included."""

    form: SpanForm
    codes: list[str]
    region: str
    first: date
    last: date


def span_of(request: HttpRequest) -> Span:
    """What is asked; what cannot be read falls back to all places and the last year."""
    staff, today = me(request), occasion.today()
    form = SpanForm(request.GET, regions=places(staff, P.WATCH_VIEW))
    form.is_valid()
    said = form.cleaned_data
    codes, region = codes_in(staff, P.WATCH_VIEW), said.get("region") or ""
    if region:
        inside = set(codes_of(region))
        codes = [code for code in codes if code in inside]
    first, last = said.get("first") or today - timedelta(days=365), said.get("last") or today
    shown = SpanForm({"region": region, "first": first, "last": last}, regions=places(staff, P.WATCH_VIEW))
    return Span(shown, codes, region, first, last)
