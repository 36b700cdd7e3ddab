"""区划变更: what was changed and when; a new change with what it touches, looked at before it is entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.boundaries.changing import NewRegion, record_boundary_change
from nuanxin.foundation.organisations.boundaries.models import BoundaryChange
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Post, Region, Unit
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import RoutingTable
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, confirm_page, form_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

Kind = BoundaryChange.Kind
_NAMED = 8


def _old(row: BoundaryChange) -> str:
    names = [f"{row.before.get(code, code)}（{code}）" for code in row.predecessors]
    towns = f"：{'、'.join(row.towns)}" if row.towns else ""
    return "；".join(names) + towns


def _new(row: BoundaryChange) -> str:
    return row.new_name or f"{row.successor.full_name}（{row.successor_id}）"


def _called(region: Region) -> str:
    ended = f"，{region.valid_to}撤销" if region.valid_to else ""
    return f"{region.name}（{region.code}{ended}）"


CHANGES = Listing(
    "boundaries",
    "区划变更",
    (
        Column("effective_on", "生效日期", kind="day", sortable="effective_on", frozen=True),
        Column("kind", "方式", "get_kind_display"),
        Column("old", "变更前", _old),
        Column("new", "变更后", _new),
        Column("document", "批准文件"),
        Column("recorded_by", "登记", lambda row: f"{row.recorded_on} {row.recorded_by.name}"),
        Column("applied", "状态", lambda row: "已生效" if row.applied_at else "到期自动生效"),
        Column("corrects", "更正", lambda row: f"更正{row.corrects}" if row.corrects else ""),
    ),
    (Filter("kind", "方式", "choice", choices=Kind.choices), Filter("effective_on", "生效日期", "day_range")),
    default_order=("-effective_on",),
    unit="次",
    empty="没有区划变更。合并、划出、撤县设区、更名都在这里登记，不改动以前的线索、案件和报表。",
)


class ChangeForm(PatternForm):
    """One change, as the approving document says it."""

    kind = forms.ChoiceField(label="方式", choices=Kind.choices)
    predecessors = forms.ModelMultipleChoiceField(
        label="变更前区划", queryset=Region.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    towns = forms.CharField(
        label="划出的乡镇（街道）", required=False, max_length=500, help_text="划出时填名称或九位代码，用顿号隔开"
    )
    successor = forms.ModelChoiceField(
        label="变更后区划（已有的）", queryset=Region.objects.none(), required=False, help_text="新设的区划填下面两项"
    )
    new_code = forms.CharField(label="新区划代码", required=False, max_length=9)
    new_name = forms.CharField(label="新区划名称", required=False, max_length=60)
    document = forms.CharField(label="批准文件（名称、文号）", max_length=200)
    effective_on = DayField(label="生效日期", initial=occasion.today)
    corrects = forms.ModelChoiceField(
        label="更正哪一次登记", queryset=BoundaryChange.objects.none(), required=False, help_text="登记错了的，另登一次并选中它"
    )  # fmt: skip

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessors"].queryset = regions  # type: ignore[attr-defined]
        self.fields["successor"].queryset = regions  # type: ignore[attr-defined]
        for name in ("predecessors", "successor"):
            self.fields[name].label_from_instance = _called  # type: ignore[attr-defined]
        self.fields["corrects"].queryset = BoundaryChange.objects.filter(  # type: ignore[attr-defined]
            successor__in=regions
        )

    def clean(self) -> dict[str, Any]:
        """The towns as regions of the first predecessor."""
        values = super().clean() or {}
        said = [part for part in re.split(r"[、，,;；\s]+", values.get("towns") or "") if part]
        old = list(values.get("predecessors") or ())
        inside = Region.objects.filter(parent__in=old)
        found = [inside.filter(Q(pk=part) | Q(name=part)).first() for part in said]
        unknown = [part for part, town in zip(said, found, strict=True) if town is None]
        if unknown:
            self.add_error("towns", ValidationError(f"变更前区划里没有{'、'.join(unknown)}，请核对名称或代码"))
        values["town_regions"] = [town for town in found if town]
        return values


@officer_page(P.STAFF_MANAGE)
def boundaries(request: HttpRequest) -> HttpResponseBase:
    """Every change of the administrator's regions."""
    rows = BoundaryChange.objects.filter(successor__in=kept_regions(request))
    actions = [Action("登记区划变更", reverse("officer:boundary_new"), primary=True)]
    return listing_page(request, CHANGES, rows.select_related("successor", "recorded_by", "corrects"), actions=actions)


@officer_page(P.STAFF_MANAGE)
def boundary_new(request: HttpRequest) -> HttpResponse:
    """Fill in, look at what it touches, confirm."""
    back = reverse("officer:boundaries")
    form = ChangeForm(request.POST or None, regions=kept_regions(request))
    if request.method == "POST" and form.is_valid():
        touched = affected(form.cleaned_data)
        attempt(form, lambda values: _enter(request, values, only_tried="confirmed" not in request.POST))
        if form.is_valid() and "confirmed" in request.POST:
            return HttpResponseRedirect(back)
        if form.is_valid():
            return _confirm(request, form, touched, back)
    intro = "线索、案件、统计事实都不改动：生效前的报表按原区划，生效后的归变更后的区划。撤销的区划仍能从旧二维码反映。"
    crumbs = [("工作台", reverse("officer:desk")), ("区划变更", back), ("登记", "")]
    return form_page(
        request, form, title="登记区划变更", save="下一步：查看影响", back_url=back, intro=intro, context={"crumbs": crumbs}
    )  # fmt: skip


def _confirm(request: HttpRequest, form: ChangeForm, touched: Sequence[str], back: str) -> HttpResponse:
    values = form.cleaned_data
    names = "、".join(one.name for one in values["predecessors"])
    after = values["new_name"] or (values["successor"].name if values["successor"] else "")
    kind = dict(Kind.choices)[values["kind"]]
    what = f"{chinese_day(values['effective_on'])}起，{kind}：{names} → {after}（{values['document']}）"
    for field in form.fields.values():
        field.widget = field.hidden_widget()
    return confirm_page(
        request,
        title="登记区划变更",
        what=what,
        consequences=tuple(touched),
        confirm="确认登记",
        back_url=back,
        form=form,
    )


def kept_regions(request: HttpRequest) -> Any:
    """Regions right or further below the administrator's areas, towns left out: those he may change."""
    own = areas(me(request), P.STAFF_MANAGE)
    below = Region.objects.filter(within__area__in=own).exclude(pk__in=own).exclude(level="town")
    return below.distinct().order_by("code")


def _enter(request: HttpRequest, values: dict[str, Any], *, only_tried: bool) -> None:
    """The act; for the look beforehand it is done and taken back, so that it refuses what it would refuse."""
    successor: Region | NewRegion | None = values["successor"]
    if values["kind"] != Kind.RENAME and successor is None:
        successor = NewRegion(values["new_code"], values["new_name"])
    with transaction.atomic():
        record_boundary_change(
            kind=values["kind"],
            predecessors=list(values["predecessors"]),
            successor=None if values["kind"] == Kind.RENAME else successor,
            towns=values["town_regions"],
            new_name=values["new_name"] if values["kind"] == Kind.RENAME else "",
            document=values["document"],
            effective_on=values["effective_on"],
            corrects=values["corrects"],
            by=me(request),
            on=occasion.today(),
        )
        transaction.set_rollback(only_tried)


def affected(values: dict[str, Any]) -> list[str]:
    """What a change touches, in numbers (an administrator sees no matters), and what is to be done by whom."""
    roots = values["town_regions"] or list(values["predecessors"])
    codes = {code for one in roots for code in within(one.pk)}
    if values["kind"] == Kind.RENAME:
        return ["只改名称，代码、辖区、岗位、规则不变。"]
    clues = Clue.objects.filter(region__in=codes)
    return [
        f"线索{clues.count()}件，其中在办{clues.filter(state__in=OPEN_STATES).count()}件：编号、承办单位和责任人不变，生效后计入变更后的区划",
        f"带维权码的项目{Project.objects.filter(region__in=codes, site_code__isnull=False).count()}个：旧二维码继续有效",
        _posts(codes, values["effective_on"]),
        _units(codes),
        _rules(codes),
        "已上报的报表不变；生效以后新布置的报表由变更后的区划填报",
    ]


def _posts(codes: set[str], on: date) -> str:
    rows = Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), region__in=codes)
    posts = list(rows.select_related("staff").order_by("pk"))
    named = "、".join(f"{post.staff.name}（{DUTIES[post.duty].name}）" for post in posts[:_NAMED])
    more = "等" if len(posts) > _NAMED else ""
    return f"岗位{len(posts)}个{'：' + named + more if posts else ''}；管辖范围不会自动扩大，请在“人员岗位”申请变更后区划的岗位"


def _units(codes: set[str]) -> str:
    units = Unit.objects.filter(region__in=codes, valid_to__isnull=True)
    return f"单位{units.count()}个：变更后区划的人社局有人在岗以前，仍由原单位接收；请在“单位”登记新的单位"


def _rules(codes: set[str]) -> str:
    tables = RoutingTable.objects.filter(region__in=codes, valid_from__isnull=False)
    named = [
        f"{table.version}第{rule['number']}条"
        for table in RoutingTable.objects.filter(valid_from__isnull=False).order_by("pk")
        for rule in table.rows
        if rule["region_prefix"] and any(code.startswith(rule["region_prefix"]) for code in codes)
    ]
    rules = f"；按区划代码写的规则{len(named)}条（{'、'.join(named[:_NAMED])}）请由监察机构负责人核对" if named else ""
    return f"分派规则表{tables.count()}个{rules}"
