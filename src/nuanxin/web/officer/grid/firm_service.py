"""执法服务进企业: booked on the firm's wish, held, the advice printed. Never an inspection."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, within
from nuanxin.foundation.parties.linkage import find_employer, find_project
from nuanxin.watch.inspection.helping.models import ServiceVisit, WeakPoint
from nuanxin.watch.inspection.helping.serving import (
    CONSENT,
    Advice,
    Booking,
    book_service,
    cancel_service,
    hold_service,
    issue_advice,
)
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import RegionChoice, in_seen, records_there
from nuanxin.web.officer.relief.firms.forms import StaffChoice, long_text, staff_near
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

NEEDS = (P.INSPECTION_RECORD, P.WATCH_VIEW)
POINTS = 5  # weak points in one form


def _light(row: ServiceVisit) -> Light:
    if row.state == ServiceVisit.State.BOOKED:
        return due_light(due_on=row.booked_for, today=occasion.today())
    return Light("done" if row.state == ServiceVisit.State.HELD else "none", str(row.get_state_display()))


SERVICES = Listing(
    "services",
    "执法服务进企业",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("project", "项目（标段）", "project.name", default=False),
        Column("region", "区划", "region.name"),
        Column("wish", "希望了解的内容"),
        Column("consent", "企业同意", lambda row: f"{row.consent_on} {row.consent_by}"),
        Column("booked_for", "预约日期", kind="day", sortable="booked_for"),
        Column("light", "情况", _light, "light"),
        Column("staff", "服务人员", "staff.name"),
        Column("points", "薄弱环节", lambda row: row.weak_points.count(), "int"),
    ),
    (
        Filter("q", "单位、项目", lookup=("employer__name", "project__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("state", "状态", "choice", choices=ServiceVisit.State.choices),
        Filter("topic", "薄弱环节", "choice", "weak_points__topic", WeakPoint.Topic.choices, first=False),
    ),
    default_order=("-booked_for", "-pk"),
    row_url=lambda row: reverse("officer:service", args=[row.pk]),
    unit="次",
    empty="还没有执法服务。企业自愿预约后在这里登记。",
)


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("执法服务进企业", reverse("officer:services")), *way]


class BookForm(PatternForm):
    """The firm, its wish, its consent."""

    employer = forms.CharField(label="用人单位（名称或者统一社会信用代码）", max_length=200)
    project = forms.CharField(label="项目（标段）", max_length=200, required=False)
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    wish = long_text("希望了解的内容", 500, rows=2)
    booked_for = DayField(label="预约日期")
    staff = StaffChoice(label="服务人员", queryset=Staff.objects.none())
    consent_by = forms.CharField(label="同意人（姓名、职务）", max_length=80)
    consent_phone = forms.CharField(label="联系电话", max_length=30, required=False)
    consent_how = forms.ChoiceField(
        label="同意方式", choices=[("", "请选择"), *ServiceVisit._meta.get_field("consent_how").flatchoices]
    )
    consent_on = DayField(label="同意日期", initial=occasion.today, not_after=occasion.today)
    consent = forms.BooleanField(label=f"企业已同意：“{CONSENT}”")
    sections = (
        ("企业和预约", ("employer", "project", "region", "wish", "booked_for", "staff")),
        ("企业同意", ("consent_by", "consent_phone", "consent_how", "consent_on", "consent")),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = recorded_codes(staff)
        self.fields["region"].queryset = Region.objects.filter(pk__in=codes).order_by("code")  # type: ignore[attr-defined]
        self.fields["staff"].queryset = staff_near(codes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Firm and project as known here."""
        values = super().clean() or {}
        values.pop("consent", None)
        said, region = str(values.get("employer") or "").strip(), values.get("region")
        if not said or region is None:
            return values
        values["employer"] = known_employer(self, said, region.pk)
        if name := (values.get("project") or "").strip():
            found = find_project(name, region.pk)
            if found.party is None:
                self.add_error("project", f"没有找到“{name}”，请填写“项目（标段）”列表中的全称。")
            values["project"] = found.party
        else:
            values["project"] = None
        return values


def recorded_codes(staff: Staff) -> list[str]:
    """Regions where the person records inspection and service."""
    return [code for area in areas(staff, P.INSPECTION_RECORD) for code in codes_of(area)]


def known_employer(form: forms.Form, said: str, region: str) -> Any:
    """The firm that is meant; else an error of the form."""
    found = find_employer(said, credit_code=said.upper(), region=region).party or find_employer(said).party
    if found is None:
        form.add_error("employer", f"没有找到“{said}”，请填写“用人单位”列表中的名称或者统一社会信用代码。")
    return found


class HoldForm(PatternForm):
    """What was taught, and the weak points that were found."""

    held_on = DayField(label="服务日期", initial=occasion.today, not_after=occasion.today)
    told = long_text("讲解内容", 2000, help_text="讲了哪些规定、哪些案例")
    present = forms.CharField(label="参加人数", max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: list[tuple[str, tuple[str, ...]]] = [("服务", ("held_on", "told", "present"))]
        for n in range(1, POINTS + 1):
            names = tuple(f"{name}_{n}" for name in ("topic", "seen", "advice", "cites"))
            made = (
                forms.ChoiceField(label="环节", choices=[("", "没有"), *WeakPoint.Topic.choices], required=False),
                forms.CharField(label="情况", max_length=500, required=False),
                forms.CharField(label="建议", max_length=500, required=False),
                forms.CharField(label="有关规定", max_length=300, required=False),
            )
            for name, field in zip(names, made, strict=True):
                field.widget.attrs["class"] = "form-select" if name.startswith("topic") else "form-control"
                self.fields[name] = field
            groups.append((f"薄弱环节{n}", names))
        self.sections = tuple(groups)

    def clean(self) -> dict[str, Any]:
        """Half-filled weak points are named."""
        values, points = super().clean() or {}, []
        for n in range(1, POINTS + 1):
            topic, seen, advice, cites = (
                str(values.pop(f"{name}_{n}", "") or "").strip() for name in ("topic", "seen", "advice", "cites")
            )
            if any((topic, seen, advice, cites)):
                if not (topic and seen and advice):
                    raise ValidationError(f"薄弱环节{n}：环节、情况和建议都要填写。")
                points.append(Advice(topic, seen, advice, cites))
        values["points"] = points
        return values


class CancelForm(PatternForm):
    why = forms.CharField(label="取消原因", max_length=200, help_text="例如：企业撤回同意")


def service_of(request: HttpRequest, number: int) -> ServiceVisit:
    """The visit, or the same answer whether it is out of sight or not there."""
    rows = ServiceVisit.objects.filter(in_seen(me(request)) | Q(staff=me(request)))
    row = rows.select_related("employer", "project", "region", "staff__unit", "by", "paper").filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这次执法服务", remedy="请从执法服务列表打开")
    return row


@officer_page(*NEEDS)
def services(request: HttpRequest) -> HttpResponseBase:
    """Services of the person's areas."""
    staff = me(request)
    rows = ServiceVisit.objects.filter(in_seen(staff)).select_related("employer", "project", "region", "staff")
    may = bool(areas(staff, P.INSPECTION_RECORD))
    actions = [Action("登记预约", reverse("officer:service_new"), primary=True)] if may else []
    actions.append(Action("企业申请", reverse("officer:service_wishes")))
    return listing_page(request, SERVICES, rows.distinct(), actions=actions)


@officer_page(P.INSPECTION_RECORD)
def service_new(request: HttpRequest) -> HttpResponse:
    """Book one."""

    def run(v: dict[str, Any]) -> ServiceVisit:
        party = {name: v.pop(name) for name in ("employer", "project", "region", "staff")}
        return book_service(booking=Booking(**v), by=me(request), on=occasion.today(), **party)

    known = {name: request.GET[name] for name in ("employer", "region") if name in request.GET}
    return act_page(
        request, BookForm, run=run, title="登记执法服务预约", save="登记", back_url=reverse("officer:services"),
        form_kwargs={"staff": me(request)}, initial=known, done="已登记预约。",
        next_url=lambda row: reverse("officer:service", args=[row.pk]),
        intro="服务以企业自愿为前提：不是检查，不作处罚依据，企业可以随时取消。", context={"crumbs": crumbs(("登记预约", ""))},
    )  # fmt: skip


@officer_page(*NEEDS)
def service(request: HttpRequest, number: int) -> HttpResponse:
    """One service visit."""
    row, staff = service_of(request, number), me(request)
    points = list(row.weak_points.all())
    facts = [
        Fact("用人单位", row.employer.name, reverse("officer:employer", args=[row.employer_id])),
        Fact("项目（标段）", row.project.name if row.project else ""),
        Fact("区划", row.region.name),
        Fact("预约日期", row.booked_for),
        Fact("服务日期", row.held_on or ""),
        Fact("参加人数", row.present),
        Fact("企业同意", f"{row.consent_on} {row.consent_by} {row.consent_phone}（{row.get_consent_how_display()}）"),
        Fact("同意的内容", row.consent_text, kind="long"),
        Fact("希望了解的内容", row.wish, kind="long"),
        Fact("讲解内容", row.told, kind="long"),
    ]
    if row.cancelled_on:
        facts.append(Fact("取消", f"{row.cancelled_on} {row.cancelled_why}", kind="long"))
    acts: list[Act] = []
    if records_there(staff, row.region_id):
        if row.state == ServiceVisit.State.BOOKED:
            acts = [
                Act("登记服务情况", reverse("officer:service_act", args=[row.pk, "hold"]), primary=True, icon="check"),
                Act("取消预约", reverse("officer:service_act", args=[row.pk, "cancel"]), icon="close"),
            ]
        elif row.state == ServiceVisit.State.HELD and points:
            acts = [Act("建议书（打印）", reverse("officer:service_paper", args=[row.pk]), primary=True, icon="print")]
    page = Record(
        number="执法服务进企业", title=row.employer.name, state=str(row.get_state_display()),
        owner=Owner(row.staff.name, row.staff.phone, row.staff.unit.short_name if row.staff.unit else ""),
        acts=tuple(acts), facts=tuple(fact for fact in facts if fact.value),
        sections=(Section("points", "薄弱环节和建议", "officer/grid/tab_points.html", len(points) or None),),
        marks=("自愿服务，不是检查，不作处罚依据",),
    )  # fmt: skip
    return record_page(request, page, crumbs=crumbs((row.employer.name, "")), context={"points": points})


@officer_page(P.INSPECTION_RECORD)
def service_act(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Held, or cancelled."""
    row = service_of(request, number)
    ways: dict[str, Any] = {
        "hold": (HoldForm, hold_service, "登记服务情况"),
        "cancel": (CancelForm, cancel_service, "取消预约"),
    }
    if key not in ways:
        raise NotFound("没有找到这一操作", remedy="请从执法服务页面办理")
    form, act, title = ways[key]
    back = reverse("officer:service", args=[number])
    return act_page(
        request, form, title=f"{title}：{row.employer.name}", back_url=back, done=f"已{title}。",
        run=lambda v: act(service=row, by=me(request), on=occasion.today(), **v),
        context={"crumbs": crumbs((row.employer.name, back), (title, ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_RECORD)
def service_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The advice paper: made once, then shown."""
    row = service_of(request, number)
    if row.paper:
        return _pdf(request, row)
    back = reverse("officer:service", args=[number])
    return act_page(
        request, PatternForm, title=f"制作建议书：{row.employer.name}", save="制作", back_url=back,
        run=lambda v: issue_advice(service=row, by=me(request), on=occasion.today()),
        next_url=lambda paper: reverse("officer:service_paper", args=[number]), done="已制作建议书。",
        intro="建议书只写薄弱环节和建议，不责令改正，不作处罚依据。",
        context={"crumbs": crumbs((row.employer.name, back), ("建议书", ""))},
    )  # fmt: skip


def _pdf(request: HttpRequest, row: ServiceVisit) -> HttpResponse:
    assert row.paper is not None
    record("print_paper", about=row.paper, by=me(request), details={"kind": "pdf"})
    response = HttpResponse(pdf_of(row.paper), content_type="application/pdf")
    name = quote(f"{row.employer.name}用工管理建议书.pdf", safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response
