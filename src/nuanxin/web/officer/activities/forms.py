"""The form of an activity, as the phone enters it and as a correction changes it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.services.events.facts import CONTENT, ActivityFacts
from nuanxin.services.events.materials.making import at_hand
from nuanxin.services.events.materials.models import Material
from nuanxin.services.events.photos import MOST
from nuanxin.services.events.seeing import own_regions, units_around
from nuanxin.services.events.usual import Usual
from nuanxin.services.events.words import Audience, Basis, PlaceKind
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of pictures, none is well too."""

    widget = PicturesInput(attrs={"accept": "image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if len(files) > MOST:
            raise forms.ValidationError(f"一次最多{MOST}张照片，请分几次补充。")
        return files


def number(label: str, **more: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(label=label, min_value=0, widget=forms.NumberInput(attrs=attrs), **more)


def hour(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ActivityForm(PatternForm):
    """What a version holds."""

    kind = forms.ChoiceField(label="活动种类", widget=forms.RadioSelect)
    place_kind = forms.ChoiceField(label="场所", choices=PlaceKind.choices, widget=forms.RadioSelect)
    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none(), empty_label=None)
    place = short_text("地点", required=False, size=100)
    held_on = DayField(label="活动日期", native=True)
    persons = number("到场人次")
    basis = forms.ChoiceField(label="人次怎样得来", choices=Basis.choices, widget=forms.RadioSelect)
    migrants = number("其中农民工", required=False)
    begins = hour("开始时间")
    ends = hour("结束时间")
    unit = forms.ModelChoiceField(label="主办单位", queryset=Unit.objects.none(), empty_label=None)
    partners = short_text("协办单位", required=False, size=300)
    audience = forms.ChoiceField(label="面向", choices=[("", "按种类"), *Audience.choices], required=False)
    viewers = number("线上观看人次", required=False)
    note = forms.CharField(label="情况", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, staff: Staff, usual: Usual, keep: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff, self.usual = staff, usual
        codes = {kind.code: kind.name for kind in usual.kinds}
        kept = {keep[0]: keep[1]} if keep[0] and keep[0] not in codes else {}
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = list({**codes, **kept}.items())
        fields["region"].queryset = own_regions(staff)
        fields["unit"].queryset = units_around(staff)

    def facts(self) -> ActivityFacts:
        v = dict(self.cleaned_data)
        v["region_id"], v["unit_id"] = v["region"].pk, v["unit"].pk
        return ActivityFacts(**{name: v[name] for name in CONTENT})


class EntryForm(ActivityForm):
    """With the pictures and what was given; `key` makes the same form sent twice one record."""

    photos = PicturesField(label="照片", required=False)
    material = forms.ModelChoiceField(
        label="发放宣传品", queryset=Material.objects.none(), required=False, empty_label="没有发放"
    )
    amount = number("发放数量", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hand = at_hand(self.staff)
        fields: dict[str, Any] = self.fields
        fields["material"].queryset = Material.objects.filter(pk__in=[one.pk for one in hand])
        left = {one.pk: f"{one.title}（{one.unit.short_name}，剩{one.made - one.given}）" for one in hand}  # type: ignore[attr-defined]
        fields["material"].label_from_instance = lambda one: left.get(one.pk, one.title)
        self.has_materials = bool(hand)

    def given(self) -> list[tuple[Material, int]]:
        chosen = self.cleaned_data["material"]
        return [(chosen, self.cleaned_data["amount"] or 0)] if chosen else []

    def form_key(self) -> UUID:
        """The form's number, also of a form with faults."""
        said = self["key"].value()
        try:
            return UUID(str(said))
        except ValueError:
            return uuid4()


class CorrectForm(ActivityForm):
    """A correction says why; where it then resembles another record, also why it is not that."""

    kind = forms.ChoiceField(label="活动种类")
    place_kind = forms.ChoiceField(label="场所", choices=PlaceKind.choices)
    reason = short_text("更正理由", size=200)
    apart_why = short_text(
        "与别的记录相似时，为什么不是同一活动", required=False, size=300, help_text="没有提示相似的，不用填写"
    )


def beginning(usual: Usual, staff: Staff) -> dict[str, Any]:
    """What stands in a new form before anybody types."""
    return {
        "key": uuid4(), "held_on": occasion.today(), "region": usual.region, "place_kind": usual.place_kind,
        "basis": usual.basis, "unit": staff.unit_id,
    }  # fmt: skip
