"""The officials' routing table: draft by CSV, tried on past clues, then switched on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import areas
from nuanxin.rights.intake.pairs import RoutingTable
from nuanxin.rights.intake.routing import table_as_csv
from nuanxin.rights.intake.routing_tables import as_table, draft_table, switch_on_table, table_in_force, try_table
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

LARGEST = 2**20


class DraftForm(PatternForm):
    """A version and its CSV."""

    version = forms.CharField(label="版本名称", max_length=30)
    region = forms.ModelChoiceField(label="适用地", queryset=Region.objects.none())
    file = forms.FileField(label="规则表（.csv，1 MB 以内）")

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """The text of the table, UTF-8 or GB 18030."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("文件超过 1 MB，请核对是否选错了文件。")
        content: bytes = file.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise ValidationError("不是文字表格，请用 CSV 格式（UTF-8 或 GB 18030）。")


class SwitchForm(PatternForm):
    """From which day."""

    valid_from = DayField(label="启用日期", initial=occasion.today)


def _regions(request: HttpRequest) -> Any:
    return (
        Region.objects.filter(within__area__in=areas(me(request), Permission.ROUTING_EDIT)).distinct().order_by("code")
    )


def _table(request: HttpRequest, number: int) -> RoutingTable:
    row = RoutingTable.objects.filter(pk=number, region__in=_regions(request)).first()
    if row is None:
        raise NotFound("没有找到这份规则表", remedy="请从分派规则列表打开")
    return row


@officer_page(Permission.ROUTING_EDIT)
def routing(request: HttpRequest) -> HttpResponse:
    """Versions, and the one in force at the person's place."""
    home = next(iter(areas(me(request), Permission.ROUTING_EDIT)), "")
    current = table_in_force(home, occasion.today())
    context = {
        "current": current,
        "tables": RoutingTable.objects.filter(region__in=_regions(request))
        .select_related("made_by", "region")
        .order_by("-pk"),
        "today": occasion.today(),
        "crumbs": [("工作台", reverse("officer:desk")), ("分派规则", "")],
    }
    return render(request, "officer/ledger/routing.html", context)


@officer_page(Permission.ROUTING_EDIT)
def routing_csv(request: HttpRequest, number: int = 0) -> HttpResponse:
    """A version as CSV; without a number the one in force."""
    if number:
        table = as_table(_table(request, number))
    else:
        table = table_in_force(next(iter(areas(me(request), Permission.ROUTING_EDIT)), ""), occasion.today())
    response = HttpResponse(table_as_csv(table), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename*=UTF-8''%E5%88%86%E6%B4%BE%E8%A7%84%E5%88%99.csv"
    return response


@officer_page(Permission.ROUTING_EDIT)
def routing_new(request: HttpRequest) -> HttpResponse:
    """Keep a CSV as a draft."""
    return act_page(
        request,
        DraftForm,
        run=lambda v: draft_table(
            version=v["version"], text=v["file"], region=v["region"], by=me(request), on=occasion.today()
        ),
        title="上传分派规则表",
        form_kwargs={"regions": _regions(request)},
        back_url=reverse("officer:routing"),
        intro="先下载现行规则，在表格软件里修改后另存为 CSV 上传。上传后是草稿，试算后才能启用。",
        save="上传",
        done="已保存为草稿，请试算。",
    )


@officer_page(Permission.ROUTING_EDIT)
def routing_table(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its rules and what its trial said."""
    row = _table(request, number)
    context = {
        "table": row,
        "rules": as_table(row).rules,
        "tried": row.tried or {},
        "crumbs": [("工作台", reverse("officer:desk")), ("分派规则", reverse("officer:routing")), (row.version, "")],
    }
    return render(request, "officer/ledger/routing_table.html", context)


@officer_page(Permission.ROUTING_EDIT)
def routing_try(request: HttpRequest, number: int) -> HttpResponse:
    """Run it over past clues."""
    row = _table(request, number)
    return press(
        request,
        lambda: try_table(table=row, by=me(request), on=occasion.today()),
        back_url=reverse("officer:routing_table", args=[number]),
        done="试算完成，请核对会改变去向的线索。",
    )


@officer_page(Permission.ROUTING_EDIT)
def routing_switch(request: HttpRequest, number: int) -> HttpResponse:
    """Switch it on from a day."""
    row = _table(request, number)
    return act_page(
        request,
        SwitchForm,
        run=lambda v: switch_on_table(table=row, valid_from=v["valid_from"], by=me(request), on=occasion.today()),
        title=f"启用分派规则：{row.version}",
        back_url=reverse("officer:routing_table", args=[number]),
        save="启用",
        done="已定启用日期。",
    )
