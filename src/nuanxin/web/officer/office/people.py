"""Units, staff and posts: the system administrator enters and proposes, the security administrator approves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.account.second_factor import factor_of, obligatory
from nuanxin.foundation.organisations.appointing import add_staff, decide_post, end_post, propose_post, set_staff_active
from nuanxin.foundation.organisations.duties import DUTIES, DUTY_CHOICES
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Post, PostProposal, Region, Staff, Unit
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.foundation.organisations.registers import EDITABLE, add_unit, edit_unit
from nuanxin.web.officer.acting import act_page, attempt, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.office.first_password import must_be_own, password_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def own_regions(request: HttpRequest) -> Any:
    """The regions of the administrator's posts."""
    codes = [post.region_id for post in posts_of(me(request))]
    return Region.objects.filter(within__area__in=codes).distinct().order_by("code")


def own_units(request: HttpRequest) -> Any:
    return (
        Unit.objects.filter(region__in=own_regions(request))
        .select_related("region")
        .order_by("region_id", "kind", "code")
    )


def _open(name: str) -> Any:
    return lambda row: reverse(name, args=[row.pk])


UNITS = Listing(
    "units",
    "单位",
    (
        Column("name", "单位名称", kind="link", frozen=True, sortable="name"),
        Column("kind", "类别", "get_kind_display"),
        Column("region", "所在区划", "region.name"),
        Column("document_word", "机关代字"),
        Column("phone", "联系电话"),
        Column("code", "单位代码"),
    ),
    (Filter("q", "名称、代码", lookup=("name", "code")), Filter("kind", "类别", "choice", choices=UnitKind.choices)),
    default_order=("region_id", "pk"),
    row_url=_open("officer:unit"),
    unit="个",
)
STAFF = Listing(
    "staff",
    "人员岗位",
    (
        Column("name", "姓名", kind="link", frozen=True, sortable="name"),
        Column("username", "登录名"),
        Column("unit", "所在单位", "unit.name"),
        Column(
            "posts",
            "在任岗位",
            lambda row: "；".join(DUTIES[p.duty].name for p in row.posts.all() if p.valid_to is None),
        ),
        Column("phone", "办公电话"),
        Column("last_login", "最近登录", kind="moment", sortable="last_login"),
        Column("active", "账号", lambda row: "在用" if row.is_active else "已停用"),
    ),
    (
        Filter("q", "姓名、登录名、单位", lookup=("name", "username", "unit__name")),
        Filter("duty", "职责", "choice", "posts__duty", DUTY_CHOICES),
    ),
    default_order=("unit_id", "pk"),
    row_url=_open("officer:staff_member"),
    unit="人",
)


class UnitForm(PatternForm):
    code = forms.CharField(label="单位代码", max_length=40)
    name = forms.CharField(label="单位名称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40)
    kind = forms.ChoiceField(label="单位类别", choices=UnitKind.choices)
    region = forms.ModelChoiceField(label="所在区划", queryset=Region.objects.none())
    document_word = forms.CharField(label="机关代字（文号用）", max_length=20, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    address = forms.CharField(label="地址", max_length=200, required=False)

    def __init__(self, *args: Any, regions: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "region" in self.fields:
            self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class UnitEditForm(UnitForm):
    code = kind = region = None  # type: ignore[assignment]


class StaffForm(PatternForm):
    username = forms.CharField(label="登录名", max_length=60)
    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="办公电话", max_length=30, required=False)
    unit = forms.ModelChoiceField(label="所在单位", queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PostForm(PatternForm):
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none())
    duty = forms.ChoiceField(label="职责", choices=DUTY_CHOICES)
    region = forms.ModelChoiceField(label="管辖范围", queryset=Region.objects.none())
    valid_from = DayField(label="任职日期", initial=occasion.today)

    def __init__(self, *args: Any, units: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class EndForm(PatternForm):
    last_day = DayField(label="最后一天", initial=occasion.today)
    reason = forms.CharField(label="理由", max_length=200)


class WhyForm(PatternForm):
    reason = forms.CharField(label="理由", max_length=200)


@officer_page(P.STAFF_MANAGE, P.RIGHTS_MANAGE)
def units(request: HttpRequest) -> HttpResponseBase:
    actions = (
        [Action("登记单位", reverse("officer:unit_new"), primary=True)] if holds(me(request), P.STAFF_MANAGE) else []
    )
    return listing_page(request, UNITS, own_units(request), actions=actions)


@officer_page(P.STAFF_MANAGE)
def unit_new(request: HttpRequest) -> HttpResponse:
    return act_page(
        request,
        UnitForm,
        run=lambda v: add_unit(values=v, by=me(request), on=occasion.today()),
        title="登记单位",
        back_url=reverse("officer:units"),
        form_kwargs={"regions": own_regions(request)},
        done="已登记。",
    )


@officer_page(P.STAFF_MANAGE)
def unit(request: HttpRequest, number: int) -> HttpResponse:
    found = own_units(request).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个单位", remedy="只能管理本辖区的单位")
    return act_page(
        request,
        UnitEditForm,
        run=lambda v: edit_unit(unit=found, values=v, by=me(request), on=occasion.today()),
        title=f"修改单位信息：{found.name}",
        initial={name: getattr(found, name) for name in EDITABLE},
        back_url=reverse("officer:units"),
        done="已修改，修改前的内容记入审计。",
    )


@officer_page(P.STAFF_MANAGE, P.RIGHTS_MANAGE)
def staff(request: HttpRequest) -> HttpResponseBase:
    rows = Staff.objects.filter(unit__in=own_units(request)).select_related("unit").prefetch_related("posts").distinct()
    actions = (
        [Action("登记人员", reverse("officer:staff_new"), primary=True)] if holds(me(request), P.STAFF_MANAGE) else []
    )
    return listing_page(request, STAFF, rows, actions=actions)


@officer_page(P.STAFF_MANAGE)
def staff_new(request: HttpRequest) -> HttpResponse:
    """A new account; its first password stands in the answer, once."""
    form = StaffForm(request.POST if request.method == "POST" else None, units=own_units(request))
    if form.is_bound and form.is_valid():
        answer = attempt(form, lambda v: add_staff(**v, by=me(request), on=occasion.today()))
        if form.is_valid():
            return password_page(request, *answer)
    back = reverse("officer:staff")
    crumbs = [("工作台", reverse("officer:desk")), ("人员岗位", back), ("登记人员", "")]
    return form_page(request, form, title="登记人员", save="登记", back_url=back, context={"crumbs": crumbs})


def find_member(request: HttpRequest, number: int) -> Staff:
    """The person, as far as a unit in the administrator's area has him."""
    found = Staff.objects.filter(unit__in=own_units(request), pk=number).select_related("unit").first()
    if found is None:
        raise NotFound("没有找到这名人员", remedy="只能管理本辖区单位的人员")
    return found


@officer_page(P.STAFF_MANAGE, P.RIGHTS_MANAGE)
def staff_member(request: HttpRequest, number: int) -> HttpResponse:
    """One person with the posts held, past and proposed."""
    found = find_member(request, number)
    context = {
        "member": found,
        "posts": found.posts.select_related("unit", "region").order_by("-valid_from", "-pk"),
        "proposals": PostProposal.objects.filter(staff=found).select_related("unit", "region", "proposed_by", "decided_by").order_by("-pk"),
        "may_propose": holds(me(request), P.STAFF_MANAGE),
        "may_reset": holds(me(request), P.RIGHTS_MANAGE) and found.pk != me(request).pk,
        "factor": factor_of(found),
        "obligatory": obligatory(found),
        "resets": found.resets.select_related("by").order_by("-pk"),
        "crumbs": [("工作台", reverse("officer:desk")), ("人员岗位", reverse("officer:staff")), (found.name, "")],
    }  # fmt: skip
    return render(request, "officer/office/member.html", context)


@officer_page(P.STAFF_MANAGE)
def post_new(request: HttpRequest, number: int) -> HttpResponse:
    found = find_member(request, number)
    return act_page(
        request,
        PostForm,
        run=lambda v: propose_post(staff=found, **v, by=me(request), on=occasion.today()),
        title=f"申请岗位：{found.name}",
        initial={"unit": found.unit_id, "region": found.unit.region_id if found.unit else None},
        form_kwargs={"units": own_units(request), "regions": own_regions(request)},
        back_url=reverse("officer:staff_member", args=[number]),
        intro="申请由安全管理员核准后生效；核准以前没有任何权限。",
        save="提交申请",
        done="已提交，等待安全管理员核准。",
    )


@officer_page(P.STAFF_MANAGE, P.RIGHTS_MANAGE)
def post_end(request: HttpRequest, number: int, post: int) -> HttpResponse:
    found = find_member(request, number)
    row = Post.objects.filter(staff=found, pk=post).first()
    if row is None:
        raise NotFound("没有找到这一岗位", remedy="请刷新页面")
    return act_page(
        request,
        EndForm,
        run=lambda v: end_post(
            post=row, last_day=v["last_day"], reason=v["reason"], by=me(request), on=occasion.today()
        ),
        title=f"终止岗位：{found.name} {DUTIES[row.duty].name}",
        back_url=reverse("officer:staff_member", args=[number]),
        save="终止",
        done="已终止。",
    )


@officer_page(P.STAFF_MANAGE)
def staff_active(request: HttpRequest, number: int) -> HttpResponse:
    found = find_member(request, number)
    must_be_own(found)
    return act_page(
        request,
        WhyForm,
        run=lambda v: set_staff_active(
            staff=found, active=not found.is_active, reason=v["reason"], by=me(request), on=occasion.today()
        ),
        title=f"{'停用' if found.is_active else '恢复'}账号：{found.name}",
        back_url=reverse("officer:staff_member", args=[number]),
        done="已办理。",
    )


@officer_page(P.RIGHTS_MANAGE)
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the security administrator, with what each duty may do."""
    rows = PostProposal.objects.filter(unit__in=own_units(request), decided_on__isnull=True)
    context = {
        "proposals": rows.select_related("staff", "unit", "region", "proposed_by").order_by("pk"),
        "duties": DUTIES.values(),
        "crumbs": [("工作台", reverse("officer:desk")), ("岗位核准", "")],
    }
    return render(request, "officer/office/approvals.html", context)


@officer_page(P.RIGHTS_MANAGE)
def approve(request: HttpRequest, number: int) -> HttpResponse:
    row = PostProposal.objects.filter(unit__in=own_units(request), pk=number).first()
    if row is None:
        raise NotFound("没有找到这一申请", remedy="请刷新页面")
    yes = request.POST.get("decision") == "approve"
    return press(
        request,
        lambda: decide_post(
            proposal=row, approve=yes, reason=request.POST.get("reason", ""), by=me(request), on=occasion.today()
        ),
        back_url=reverse("officer:approvals"),
        done="已核准，岗位即时生效。" if yes else "已退回。",
    )
