"""A paragraph, the head, a paragraph of one's own: each saved as the next version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.bulletins.body import text_of
from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.seeing import must_draft, seen_bulletin
from nuanxin.command.bulletins.writing import (
    add_paragraph,
    body_of,
    figures_of,
    latest,
    paragraph_of,
    write_head,
    write_paragraph,
)
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm

LEVELS = [("0", "正文"), ("1", "一级标题（一、）"), ("2", "二级标题（（一））"), ("3", "分条（1.）")]


class ParagraphForm(PatternForm):
    """The words of one paragraph. What the figures say is part of the words; left alone, it stays linked."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="内容", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="没有动过的数仍与台账相连；手写的数会标为“手工填写”。清空后保存，本段即删去。",
    )  # fmt: skip


class OwnForm(ParagraphForm):
    """A paragraph of one's own."""

    level = forms.ChoiceField(label="层级", choices=LEVELS)


class HeadForm(PatternForm):
    """Title, addressees, copies."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    heading = forms.CharField(label="标题", max_length=200)
    addressees = forms.CharField(label="主送机关", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    copied_to = forms.CharField(label="抄送机关", max_length=1000, required=False)


def _write(request: HttpRequest, found: Bulletin, form: type[PatternForm], title: str, run: Any, **initial: Any) -> HttpResponse:  # fmt: skip
    must_draft(me(request), found.unit, doing=title)
    back = reverse("officer:bulletin", args=[found.pk])
    crumbs = [
        ("工作台", reverse("officer:desk")),
        ("通报与报告", reverse("officer:bulletins")),
        ("公文", back),
        (title, ""),
    ]
    return act_page(
        request, form, run=run, title=title, back_url=back, save="存为新稿", done=lambda made: f"已存为第{made.number}稿。",
        initial={"base": latest(found).number, **initial}, context={"crumbs": crumbs},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_paragraph(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Write over one paragraph."""
    found = seen_bulletin(me(request), number)
    version = latest(found)
    said = text_of(paragraph_of(body_of(version), key).pieces, figures_of(version))

    def run(v: dict[str, Any]) -> Any:
        return write_paragraph(bulletin=found, key=key, text=v["text"], base=v["base"], by=me(request))

    return _write(request, found, ParagraphForm, "修改段落", run, text=said)


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_paragraph_add(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """A paragraph behind this one."""
    found = seen_bulletin(me(request), number)
    paragraph_of(body_of(latest(found)), key)

    def run(v: dict[str, Any]) -> Any:
        return add_paragraph(
            bulletin=found, after=key, level=int(v["level"]), text=v["text"], base=v["base"], by=me(request)
        )

    return _write(request, found, OwnForm, "增加段落", run, level="0")


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_head(request: HttpRequest, number: int) -> HttpResponse:
    """Title and addressees."""
    found = seen_bulletin(me(request), number)
    head = {key: text for key, text in latest(found).head.items() if key != "signer"}

    def run(v: dict[str, Any]) -> Any:
        return write_head(bulletin=found, head=v, base=v["base"], by=me(request))

    return _write(request, found, HeadForm, "修改标题和主送", run, **head)
