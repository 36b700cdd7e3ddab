"""The form pattern: every form of the house renders through the same templates, with errors tied to their fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from nuanxin.web.patterns.fields import DayField, YuanField, echo
from nuanxin.web.patterns.signs import readable


class PatternRenderer(BaseRenderer):
    """Our templates for forms and fields, Django's own for the widgets inside them."""

    form_template_name = "patterns/fields.html"
    field_template_name = "patterns/field.html"

    def __init__(self) -> None:
        self._widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Django's widget templates come from its package, everything else from ours."""
        if template_name.startswith("django/"):
            return self._widgets.get_template(template_name)
        return loader.get_template(template_name)


RENDERER = PatternRenderer()


class Pattern:
    """What our forms share. `sections`: [(title, (field names))] groups a long form; empty = one group."""

    use_required_attribute = False  # our own error summary speaks Chinese and says what to do
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"label_suffix": "", "renderer": RENDERER} | kwargs
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            _dress(name, field)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Visible fields by section; fields that no section names come last."""
        visible = {bound.name: bound for bound in self.visible_fields()}  # type: ignore[attr-defined]
        groups = [(title, [visible.pop(name) for name in names if name in visible]) for title, names in self.sections]
        return groups + ([("", list(visible.values()))] if visible else [])

    def problems(self) -> list[tuple[str, str, str]]:
        """(anchor, label, error) of every error, in the order of the fields, for the summary at the top."""
        found = [("", "", error) for error in self.non_field_errors()]  # type: ignore[attr-defined]
        for bound in self:  # type: ignore[attr-defined]
            anchor = "" if bound.is_hidden else (bound.id_for_label or bound.auto_id)
            found += [(anchor, str(bound.label), error) for error in bound.errors]
        return found


class PatternForm(Pattern, forms.Form):
    """A plain form in the house's pattern."""


class PatternModelForm(Pattern, forms.ModelForm):
    """A form of one row in the house's pattern."""


def _dress(name: str, field: forms.Field) -> None:
    widget = field.widget
    picked = isinstance(widget, (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple))
    label = field.label or name
    if isinstance(field, forms.CharField):
        field.validators.append(readable)
    if isinstance(widget, forms.CheckboxInput):
        field.error_messages["required"] = _("请勾选“%s”。") % label
        return
    if "required" in field.error_messages:
        field.error_messages["required"] = (_("请选择%s。") if picked else _("请填写%s。")) % label
    if not isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        look = "form-select" if picked else "form-control"
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {look}".strip()


def money_echo(bound: forms.BoundField) -> str | None:
    """The 万元 echo of a money field as it stands; None for other fields."""
    if not isinstance(bound.field, YuanField):
        return None
    value = bound.value()
    try:
        return echo(bound.field.to_python(value))
    except ValidationError:
        return ""


def kind_of(bound: forms.BoundField) -> str:
    """How the field template lays a field out."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(bound.field, YuanField):
        return "money"
    if isinstance(bound.field, DayField):
        return "day"
    return "long" if isinstance(widget, forms.Textarea) else "plain"


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    save: str = "保存",
    back_url: str = "",
    intro: str = "",
    template: str = "patterns/form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form page; status 422 where the form carries errors, so that a machine sees it too."""
    status = 422 if form.is_bound and not form.is_valid() else 200
    drawn = {"form": form, "title": title, "save": save, "back_url": back_url, "intro": intro, **(context or {})}
    return render(request, template, drawn, status=status)


def confirm_page(
    request: HttpRequest,
    *,
    title: str,
    what: str,
    consequences: tuple[str, ...] = (),
    confirm: str = "确认",
    back_url: str,
    hidden: dict[str, str] | None = None,
    form: Any = None,
    cites: str = "",
) -> HttpResponse:
    """Ask once before an act that cannot be undone: what will happen, what follows, and the way back.

    The page posts to its own address with `confirmed=1`, the hidden values and, where given, the form's fields.
    """
    drawn = {
        "title": title,
        "what": what,
        "consequences": consequences,
        "confirm": confirm,
        "back_url": back_url,
        "hidden": (hidden or {}).items(),
        "form": form,
        "cites": cites,
    }
    return render(request, "patterns/confirm.html", drawn)
