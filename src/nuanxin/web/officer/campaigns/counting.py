"""What counts for a target or figure of a campaign: chosen from the book of counters, tried before it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from nuanxin.command.campaigns.dividing.asking import name_of
from nuanxin.command.campaigns.measured.figures import window_of
from nuanxin.command.campaigns.opened.changing import set_counter
from nuanxin.command.campaigns.opened.seeing import seen_campaign
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.counters.book import book
from nuanxin.command.counters.registry import counter
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.campaigns.changing import back_to, crumbs_to
from nuanxin.web.officer.campaigns.said import row_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm


class SplitsForm(PatternForm):
    """One list of values for each way in which the counter can be divided; nothing chosen counts everything together."""

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for split in book().counters[key].splits if key else ():
            one = book().splits[split]
            self.fields[split] = forms.ChoiceField(
                label=f"只数哪种{one.name}", required=False, choices=[("", "全部"), *one.values.items()],
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def counting(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """选择统计口径: what is asked for (`counter` and its splits) is counted and shown; what is posted holds from then on."""
    found = seen_campaign(me(request), number)
    must_manage(me(request), found.unit, doing="调整专项行动")
    one = row_of(found, kind, row)
    asked = request.POST if request.method == "POST" else request.GET
    key = asked.get("counter", one.counter)
    known = key if key in book().counters else ""
    form = SplitsForm(asked if "counter" in asked else {**one.where}, key=known)
    where = {split: value for split, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda _: set_counter(row=one, counter=key, where=where, by=me(request)))
        if form.is_valid():
            messages.success(request, "已保存，以后由系统统计。" if key else "已保存，以后由单位填报。")
            return HttpResponseRedirect(back_to(found, "figures"))
    context: dict[str, Any] = {
        "found": found, "one": one, "name": name_of(one), "form": form, "key": known, "where": where,
        "groups": _by_table(), "asked_units": one.tasks.filter(shares__isnull=False).exists(),
        "crumbs": crumbs_to(found, "统计口径"), "back_url": back_to(found, "figures"),
    }  # fmt: skip
    if known:
        context["chosen"] = counter(known)
        context["narrowed"] = [book().splits[split].values[value] for split, value in where.items()]
        context["now"] = counter(known).number(window_of(found, occasion.today()), where)
    return render(request, "officer/campaigns/counting.html", context)


def _by_table() -> dict[str, list[tuple[str, str]]]:
    """Every counter under what it counts rows of: the table's name → (key, name with its unit)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, entry in book().counters.items():
        groups.setdefault(counter(key).table.name, []).append((key, f"{entry.name}（{entry.unit}）"))
    return groups
