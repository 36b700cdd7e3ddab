"""`{% load patterns %}`: icons, lights and the written form of values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nuanxin.foundation.common import masking, money
from nuanxin.foundation.common.days import chinese_day
from nuanxin.web.patterns.forms import kind_of, money_echo
from nuanxin.web.patterns.lights import Light

register = template.Library()
register.filter("mask_id", masking.mask_id)
register.filter("mask_phone", masking.mask_phone)
register.filter("mask_name", masking.mask_name)


@register.filter
def yuan(fen: int | None) -> str:
    """分 as 元: 123456 → “1,234.56”."""
    return "" if fen is None else money.yuan(fen)


@register.filter
def wan(fen: int | None) -> str:
    """分 as 万元, rounded once to two places."""
    return "" if fen is None else money.wan_yuan(fen)


@register.filter
def long_day(value: date | None) -> str:
    """2024年1月3日."""
    return chinese_day(value) if value else ""


@register.filter
def thousands(number: int | None) -> str:
    """12345 → “12,345”."""
    return "" if number is None else f"{number:,}"


@register.filter
def day(value: date | None) -> str:
    """2024-01-03: the short form for tables."""
    return value.strftime("%Y-%m-%d") if value else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our own sheet; without a label it is decoration and hidden from screen readers.

    Its size stands in the tag too: where the style sheet is late on a slow line, an icon without one fills the screen.
    """
    sheet = static("nuanxin/icons.svg")
    if label:
        return format_html(
            '<svg class="nx-icon" width="20" height="20" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            sheet,
            name,
        )
    return format_html(
        '<svg class="nx-icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"></use></svg>', sheet, name
    )


@register.simple_tag
def light(value: Light | None) -> SafeString | str:
    """A due-time light: icon, word and colour together; the day itself as a tooltip."""
    if not isinstance(value, Light):
        return ""
    title = format_html(' title="{}"', f"期限 {chinese_day(value.day)}") if value.day else ""
    return format_html(
        '<span class="nx-light nx-light-{}"{}>{}{}</span>', value.level, title, icon(value.icon), value.word
    )


@register.simple_tag
def options(pairs: Iterable[tuple[str, str]], chosen: Sequence[str]) -> SafeString:
    """What a choice offers: (value, words). Hundreds of officers and places, so a loop of the template would be slow."""
    lines = ((value, SafeString(" selected") if value in chosen else "", words) for value, words in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@register.filter
def item(mapping: Any, key: str) -> Any:
    """mapping[key], or nothing where it is missing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def field_kind(bound: Any) -> str:
    """How a form field is laid out."""
    return kind_of(bound)


@register.filter
def echoed(bound: Any) -> str:
    """The 万元 echo of a money field."""
    return money_echo(bound) or ""
