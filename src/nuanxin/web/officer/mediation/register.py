"""The register of mediation organisations and mediators: lists, new lines, and the day on which a line ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import holds, posts_of, visible
from nuanxin.rights.cases.opening import desk_people
from nuanxin.rights.disputes.mediation.models import ORGANISATION_KINDS, MediationOrganisation, Mediator, Trade
from nuanxin.rights.disputes.mediation.register import (
    MediatorFacts,
    OrganisationFacts,
    add_mediator,
    add_organisation,
    end_mediator,
    end_organisation,
    median,
    session_minutes,
)
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

SERVING = (("yes", "在册"), ("no", "已终止"))


def _serving(values: list[str]) -> Q:
    wanted = Q(pk__in=[])
    wanted |= Q(until__isnull=True) if "yes" in values else Q(pk__in=[])
    wanted |= Q(until__isnull=False) if "no" in values else Q(pk__in=[])
    return wanted


def _trades(row: Any) -> str:
    return "、".join(Trade(one).label for one in row.specialities)


ORGANISATIONS = Listing(
    "mediation_organisations",
    "调解组织",
    (
        Column("name", "名称", "name", "link", frozen=True),
        Column("kind", "种类", "get_kind_display"),
        Column("trade", "行业", "get_trade_display"),
        Column("region", "区划", "region.name"),
        Column("village", "村（社区）、企业"),
        Column("mediators", "在任调解员", "serving", "int"),
        Column("phone", "联系电话"),
        Column("unit", "管理单位", "unit.short_name"),
        Column("since", "设立日期", kind="day", sortable="since"),
        Column("until", "撤销日期", kind="day", sortable="until"),
    ),
    (
        Filter("q", "名称、村、企业", lookup=("name", "village")),
        Filter("kind", "种类", "choice", choices=ORGANISATION_KINDS),
        Filter("trade", "行业", "choice", choices=Trade.choices),
        Filter("serving", "状态", "choice", _serving, SERVING),
    ),
    default_order=("name",),
    row_url=lambda row: reverse("officer:mediators") + f"?organisation={row.pk}",
    unit="个",
    empty="没有登记调解组织。由调解组织负责人登记；村、企业、行业的都可以登记。",
)
MEDIATORS = Listing(
    "mediators",
    "调解员",
    (
        Column("name", "姓名", "name", "link", frozen=True),
        Column("organisation", "调解组织", "organisation.name"),
        Column("load", "在办案卷", "load", "int"),
        Column("specialities", "擅长行业", _trades),
        Column("languages", "语言（方言）", lambda row: "、".join(row.languages)),
        Column("full_time", "专职", lambda row: "专职" if row.full_time else "兼职"),
        Column("phone", "联系电话"),
        Column("region", "区划", "organisation.region.name"),
        Column("since", "聘任日期", kind="day", sortable="since"),
        Column("until", "离任日期", kind="day", sortable="until"),
    ),
    (
        Filter("q", "姓名、组织", lookup=("name", "organisation__name")),
        Filter(
            "organisation",
            "调解组织",
            "choice",
            lambda values: Q(organisation__in=values),
            lambda request: [(str(row.pk), row.name) for row in organisations_of(me(request))],
        ),
        Filter("serving", "状态", "choice", _serving, SERVING),
    ),
    default_order=("organisation__name", "pk"),
    row_url=lambda row: reverse("officer:mediator_end", args=[row.pk]),
    unit="人",
    empty="没有登记调解员。先登记调解组织，再登记其调解员。",
)


class OrganisationForm(PatternForm):
    name = forms.CharField(label="名称", max_length=100)
    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *ORGANISATION_KINDS])
    trade = forms.ChoiceField(label="行业（综合的不选）", choices=[("", "综合"), *Trade.choices], required=False)
    region = forms.ChoiceField(label="区划")
    village = forms.CharField(label="村（社区）、企业", max_length=100, required=False)
    address = forms.CharField(label="地址", max_length=200, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    since = DayField(label="设立日期", not_after=occasion.today)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]


class MediatorForm(PatternForm):
    organisation = forms.ChoiceField(label="调解组织")
    name = forms.CharField(label="姓名", max_length=40)
    staff = forms.ChoiceField(label="系统账号（没有的不选）", required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    specialities = forms.MultipleChoiceField(
        label="擅长行业", choices=Trade.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label="语言（方言）", max_length=200, required=False, help_text="用顿号隔开，例如：普通话、彝语"
    )
    full_time = forms.BooleanField(label="专职", required=False)
    since = DayField(label="聘任日期", not_after=occasion.today)

    def __init__(self, *args: Any, among: list[MediationOrganisation], people: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(row.pk, row.name) for row in among]  # type: ignore[attr-defined]
        self.fields["staff"].choices = [("", "没有账号"), *((one.pk, one.name) for one in people)]  # type: ignore[attr-defined]

    def clean_languages(self) -> tuple[str, ...]:
        """Separated by 、 or commas."""
        text = self.cleaned_data["languages"].replace("，", "、").replace(",", "、")
        return tuple(word.strip() for word in text.split("、") if word.strip())


class EndForm(PatternForm):
    until = DayField(label="最后一日", initial=occasion.today, not_after=occasion.today)
    reason = forms.CharField(label="理由", max_length=200)


def organisations_of(staff: Staff) -> QuerySet[MediationOrganisation]:
    """Those on the register of the desks at which the person works."""
    rows = visible(MediationOrganisation.objects.all(), staff, Permission.FILE_HANDLE, owner="by")
    counted = Count("mediators", filter=Q(mediators__until__isnull=True))
    return rows.select_related("region", "unit").annotate(serving=counted).order_by("name")


def mediators_of(staff: Staff) -> QuerySet[Mediator]:
    """Their mediators, each with the open files in his hands."""
    rows = visible(
        Mediator.objects.all(), staff, Permission.FILE_HANDLE,
        region="organisation__region", unit="organisation__unit", owner="by",
    )  # fmt: skip
    running = Q(appointments__ended_on__isnull=True, appointments__case__closed_on__isnull=True)
    loads = Count("appointments", filter=running)
    return rows.select_related("organisation__region", "organisation__unit").annotate(load=loads)


def own_unit(staff: Staff) -> Unit:
    """The desk for which the person keeps the register."""
    if staff.unit is None:
        raise Refusal("您没有所在单位", why="账号没有登记单位", remedy="请系统管理员补充")
    return staff.unit


@officer_page(Permission.FILE_HANDLE)
def mediation_organisations(request: HttpRequest) -> HttpResponseBase:
    """The organisations of the person's desks."""
    keeps = holds(me(request), Permission.FILE_APPROVE)
    actions = [Action("登记调解组织", reverse("officer:mediation_organisation_new"), primary=True)] if keeps else []
    return listing_page(request, ORGANISATIONS, organisations_of(me(request)), actions=actions)


@officer_page(Permission.FILE_APPROVE)
def mediation_organisation_new(request: HttpRequest) -> HttpResponse:
    """Put one on the register."""

    def run(v: dict[str, Any]) -> MediationOrganisation:
        facts = OrganisationFacts(**{**v, "region": Region.objects.get(pk=v["region"])})
        return add_organisation(unit=own_unit(me(request)), facts=facts, by=me(request), on=occasion.today())

    return act_page(
        request,
        OrganisationForm,
        run=run,
        title="登记调解组织",
        back_url=reverse("officer:mediation_organisations"),
        form_kwargs={"regions": visible_regions(request)},
        intro="村（社区）、企业、行业性专业性调解组织由本单位登记，调解案卷时从其名册中指定调解员。",
        done="已登记调解组织，请登记其调解员。",
    )


@officer_page(Permission.FILE_APPROVE)
def mediation_organisation_end(request: HttpRequest, number: int) -> HttpResponse:
    """The last day of an organisation."""
    row = organisations_of(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这个调解组织", remedy="请从调解组织名册打开")
    return act_page(
        request,
        EndForm,
        run=lambda v: end_organisation(organisation=row, until=v["until"], reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"撤销：{row.name}",
        back_url=reverse("officer:mediation_organisations"),
        done="已登记撤销，原记录保留。",
    )  # fmt: skip


@officer_page(Permission.FILE_HANDLE)
def mediators(request: HttpRequest) -> HttpResponseBase:
    """The mediators of the person's desks with their loads."""
    keeps = holds(me(request), Permission.FILE_APPROVE)
    actions = [Action("登记调解员", reverse("officer:mediator_new"), primary=True)] if keeps else []
    chosen = request.GET.get("organisation", "")
    if keeps and chosen.isdigit():
        actions.append(Action("登记组织撤销", reverse("officer:mediation_organisation_end", args=[chosen]), "close"))
    units = {post.unit_id for post in posts_of(me(request))}
    lengths = session_minutes(units, occasion.today() - timedelta(days=365))
    return listing_page(
        request,
        MEDIATORS,
        mediators_of(me(request)),
        actions=actions,
        template="officer/mediation/mediators.html",
        context={"sessions": len(lengths), "median": median(lengths)},
    )


@officer_page(Permission.FILE_APPROVE)
def mediator_new(request: HttpRequest) -> HttpResponse:
    """Put a mediator on the register."""
    among = list(organisations_of(me(request)).filter(until__isnull=True))
    if not among:
        raise Refusal("还不能登记调解员", why="没有在册的调解组织", remedy="请先登记调解组织")
    people = desk_people(own_unit(me(request)))

    def run(v: dict[str, Any]) -> Mediator:
        row = next(one for one in among if str(one.pk) == v.pop("organisation"))
        account = next((one for one in people if str(one.pk) == v["staff"]), None)
        facts = MediatorFacts(**{**v, "staff": account, "specialities": tuple(v["specialities"])})
        return add_mediator(organisation=row, facts=facts, by=me(request), on=occasion.today())

    return act_page(
        request,
        MediatorForm,
        run=run,
        title="登记调解员",
        back_url=reverse("officer:mediators"),
        form_kwargs={"among": among, "people": people},
        done="已登记调解员。",
    )


@officer_page(Permission.FILE_APPROVE)
def mediator_end(request: HttpRequest, number: int) -> HttpResponse:
    """The last day of a mediator."""
    row = mediators_of(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这名调解员", remedy="请从调解员名册打开")
    return act_page(
        request,
        EndForm,
        run=lambda v: end_mediator(mediator=row, until=v["until"], reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"离任：{row.name}",
        back_url=reverse("officer:mediators"),
        intro=f"{row.organisation.name}，{row.since}起聘任，在办{getattr(row, 'load', 0)}件。有在办案卷的，先另行指定调解员。",
        done="已登记离任，原记录保留。",
    )  # fmt: skip
