"""Why, and which fields, before a reporter's plain data are shown."""

from __future__ import annotations

from django import forms

from nuanxin.rights.intake.reveal import FIELDS
from nuanxin.web.patterns.forms import PatternForm


class RevealForm(PatternForm):
    """Which fields and why."""

    which = forms.MultipleChoiceField(
        label="要看的项目", choices=list(FIELDS.items()), widget=forms.CheckboxSelectMultiple, initial=["phone"]
    )
    reason = forms.CharField(
        label="办案需要（为什么要看）", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
