"""Exchange by a carried file at the desk: what was made and taken, a button to make one, a button to take one in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.reporting.exchange.content import LARGEST
from nuanxin.command.reporting.exchange.sending import send_down, send_up
from nuanxin.command.reporting.exchange.taking import take_exchange
from nuanxin.command.reporting.models import ExchangeFile
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, may, posts_of
from nuanxin.foundation.vault.passphrase import SHORTEST
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN = 100
_HIDDEN = forms.PasswordInput(attrs={"autocomplete": "off"})
_WORDS = {
    "new": "新增报表", "newer": "更正报表", "unchanged": "没有变化的报表", "forms": "报表定义", "rounds": "填报期",
    "decisions": "审核结果", "reports": "报表",
}  # fmt: skip


class MakeForm(PatternForm):
    way = forms.ChoiceField(label="导出什么")
    since = DayField(label="哪天以后截止的", required=False, help_text="留空：全部")
    passphrase = forms.CharField(
        label="口令",
        widget=_HIDDEN,
        min_length=SHORTEST,
        max_length=200,
        strip=False,
        help_text=f"不少于{SHORTEST}个字符；用电话等另外的办法告诉对方，不要和文件放在一起",
    )
    again = forms.CharField(label="再输一遍口令", widget=_HIDDEN, max_length=200, strip=False)

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("passphrase") and given.get("again") and given["passphrase"] != given["again"]:
            self.add_error("again", "两次输入的口令不一样。")
        return given


class TakeForm(PatternForm):
    file = forms.FileField(label="交换文件（.nxe）")
    passphrase = forms.CharField(
        label="口令", widget=_HIDDEN, max_length=200, strip=False, help_text="对方另行告诉您的"
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"文件超过{LARGEST // 2**20} MB，不是交换文件。")
        return file


@officer_page(Permission.REPORT_ACCEPT)
def exchange(request: HttpRequest) -> HttpResponse:
    """The files of the own areas, the latest first."""
    own = areas(me(request), Permission.REPORT_ACCEPT)
    rows = ExchangeFile.objects.filter(region__in=RegionReach.objects.filter(area__in=own).values("member"))
    context = {
        "rows": [(row, _told(row)) for row in rows.select_related("region", "other", "by")[:SHOWN]],
        "crumbs": [("报表", reverse("officer:reports")), ("交换文件", "")],
    }
    return render(request, "officer/reports/exchange.html", context)


def _told(row: ExchangeFile) -> str:
    told = row.changed or row.counts
    return "，".join(f"{_WORDS[key]} {number}" for key, number in told.items() if number) or "没有变化"


@officer_page(Permission.REPORT_ACCEPT)
def exchange_make(request: HttpRequest) -> HttpResponse:
    """Make a file: up what was filed, down what is asked."""
    staff = me(request)

    def run(given: dict[str, Any]) -> HttpResponse:
        way, own, other = given["way"].split(":")
        send = send_up if way == "up" else send_down
        places = {"own": Region.objects.get(pk=own), "receiver": Region.objects.get(pk=other)}
        row, file = send(**places, passphrase=given["passphrase"], by=staff, since=given["since"])
        response = HttpResponse(file, content_type="application/octet-stream")
        name = f"nuanxin-{way}-{own}-{other}-{row.made_at.astimezone(BEIJING):%Y%m%d%H%M}.nxe"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return act_page(
        request,
        MakeForm,
        run=run,
        title="导出交换文件",
        save="导出",
        back_url=reverse("officer:exchange"),
        form_kwargs={"ways": _ways(staff)},
        intro="文件用口令加密。上报的是已经签署上报的报表原数，下发的是布置的报表、表式和审核结果；不含线索和工人的信息。",
    )


@officer_page(Permission.REPORT_ACCEPT)
def exchange_take(request: HttpRequest) -> HttpResponse:
    """Take a file in, whole or not at all."""
    staff = me(request)

    def done(answer: Any) -> str:
        row, before = answer
        return "这个文件以前已经导入，没有变化。" if before else f"已导入{row.other.name}的文件：{_told(row)}。"

    return act_page(
        request,
        TakeForm,
        run=lambda v: take_exchange(file=v["file"].read(), passphrase=v["passphrase"], by=staff),
        title="导入交换文件",
        save="导入",
        back_url=reverse("officer:exchange"),
        done=done,
        intro="整个文件核对无误才导入；有一处不对就一处也不导入，并说明原因。同一个文件导入两次不会有变化。",
    )


def _ways(staff: Staff) -> list[tuple[str, str]]:
    """Up from the places whose reports the person fills to those above, down from the own areas to the cities and counties below."""
    found = []
    for post in posts_of(staff):
        place, facts = post.unit.region, FileFacts(region=post.unit.region_id, unit_id=post.unit_id)
        if place.parent and may(staff, Permission.REPORT_FILL, facts):
            found.append((f"up:{place.pk}:{place.parent_id}", f"上报：{place.name}的报表，给{place.parent.name}"))
    below = Region.objects.filter(parent__in=areas(staff, Permission.REPORT_ACCEPT), valid_to__isnull=True)
    for one in below.exclude(level=RegionLevel.TOWN).select_related("parent").order_by("pk"):
        assert one.parent is not None
        found.append((f"down:{one.parent_id}:{one.pk}", f"下发：{one.parent.name}布置的报表，给{one.name}"))
    return found
