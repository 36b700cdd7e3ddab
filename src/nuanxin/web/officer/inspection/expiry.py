"""期满台账: pay ledgers and interviews past their period — proposed, decided, destroyed, each by a page of its own."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, may
from nuanxin.watch.inspection.expiry.destroying import Kind, carry_out_expired, decide_expired, propose_expired
from nuanxin.watch.inspection.expiry.keeping import MISSING, interview_kept
from nuanxin.watch.inspection.expiry.models import ExpiredLine, ExpiredLot
from nuanxin.watch.inspection.field.records import WorkerInterview
from nuanxin.watch.monitoring.employers.models import WageSheet
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Record, Section, record_page

SHOWN = 200
NEEDS = (P.INSPECTION_RECORD, P.INSPECTION_PLAN)
WARNING = "销毁后不能恢复：姓名、证件号码、电话、银行卡、访谈内容都会清除；项目、月份、金额、出勤天数和审计记录保留。"
LOTS = Listing(
    "expired_lots",
    "期满台账销毁清册",
    (
        Column("name", "清册", str, kind="link", frozen=True),
        Column("kind", "台账种类", "get_kind_display"),
        Column("region", "区划", "region.name"),
        Column("state", "状态", "get_state_display"),
        Column("rows", "列入（件）", "listed", kind="int"),
        Column("proposed_on", "提出日期", kind="day", sortable="proposed_on"),
        Column("proposed_by", "提出人", "proposed_by.name"),
        Column("carried_on", "销毁日期", kind="day", sortable="carried_on"),
    ),
    (
        Filter("state", "状态", "choice", choices=tuple(ExpiredLot.State.choices)),
        Filter("kind", "台账种类", "choice", choices=tuple(ExpiredLot.Kind.choices)),
    ),
    row_url=lambda row: reverse("officer:expired_lot", args=[row.pk]),
    unit="份",
    empty="没有期满台账销毁清册。",
)


def _codes(staff: Staff) -> list[str]:
    return [code for need in NEEDS for area in areas(staff, need) for code in codes_of(area)]


def lots_for(staff: Staff) -> QuerySet[ExpiredLot]:
    """Lists of one's areas."""
    rows = ExpiredLot.objects.filter(region__in=_codes(staff))
    return rows.select_related("region", "proposed_by", "decided_by", "carried_by", "paper")


def lot_of(request: HttpRequest, number: int) -> ExpiredLot:
    """The list, or the same answer whether it is out of sight or not there."""
    row = lots_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这份清册", remedy="请从期满台账销毁清册打开")
    return row


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("期满台账销毁清册", reverse("officer:expired_lots")), *way]


@officer_page(*NEEDS)
def expired_lots(request: HttpRequest) -> HttpResponseBase:
    """All lists of one's areas."""
    rows = lots_for(me(request)).annotate(listed=Count("lines"))
    actions = (
        Action("提出销毁工资台账", reverse("officer:expired_new", args=["wages"]), primary=True),
        Action("提出销毁工人访谈", reverse("officer:expired_new", args=["interviews"])),
    )
    return listing_page(request, LOTS, rows, actions=actions if areas(me(request), P.INSPECTION_RECORD) else ())


def choices_for(staff: Staff, kind: str) -> list[tuple[str, str]]:
    """The oldest rows of one's areas that stand on no list yet."""
    codes, gone = _codes(staff), ExpiredLine.objects.filter(kind=kind, state__in=["listed", "destroyed"])
    left = ~Q(pk__in=gone.values("subject"))
    if kind == Kind.WAGES:
        sheets = WageSheet.objects.filter(left, project__region__in=codes).exclude(state=WageSheet.State.DRAFT)
        rows = sheets.select_related("project").order_by("month", "pk")[:SHOWN]
        return [(str(row.pk), f"{row.project.name} {row.month:%Y年%m月}（{row.workers}人）") for row in rows]
    on = occasion.today()
    found = WorkerInterview.objects.filter(left, record__region__in=codes).select_related("record__employer")
    past = [row for row in found.order_by("record__visited_on", "pk")[:SHOWN] if not interview_kept(row, on).bars(on)]
    return [(str(row.pk), f"{row.record.employer.name} {row.record.visited_on}检查（第{row.pk}号）") for row in past]


class ProposeForm(PatternForm):
    subjects = forms.MultipleChoiceField(label="列入的台账", widget=forms.CheckboxSelectMultiple)
    settled_on = DayField(
        label="完工并结清工资日期",
        not_after=occasion.today,
        help_text="条例第二十八条：用工管理台账保存至工程完工且工资全部结清后至少3年",
    )
    reason = forms.CharField(label="鉴定情况和销毁理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, kind: str, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["subjects"]).choices = found
        if kind != Kind.WAGES:
            del self.fields["settled_on"]


class DecideForm(PatternForm):
    agreed = forms.ChoiceField(label="审批", choices=[("yes", "同意销毁"), ("no", "不批准")])
    opinion = forms.CharField(label="意见", max_length=300, required=False, help_text="不批准的必须写明理由")


class CarryForm(PatternForm):
    first_witness = forms.CharField(label="监销人一", max_length=60)
    second_witness = forms.CharField(label="监销人二", max_length=60, help_text="两人在场监销；不能是经办人和审批人")


@officer_page(P.INSPECTION_RECORD)
def expired_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose rows past their period and say why they may go."""
    if kind not in Kind.values:
        raise NotFound("没有找到这种台账", remedy="请从期满台账销毁清册打开")
    found = choices_for(me(request), kind)
    none = "没有可以销毁的台账。" if kind == Kind.WAGES else f"没有保管期满的访谈。{MISSING}"
    return act_page(
        request, ProposeForm, title=f"提出销毁{Kind(kind).label}", save="提出", back_url=reverse("officer:expired_lots"),
        run=lambda v: propose_expired(
            kind=kind, subjects=[int(one) for one in v["subjects"]], reason=v["reason"], by=me(request),
            on=occasion.today(), settled_on=v.get("settled_on"),
        ),
        form_kwargs={"kind": kind, "found": found}, done="已提出，等负责人审批。",
        next_url=lambda lot: reverse("officer:expired_lot", args=[lot.pk]),
        intro=f"提出后由另一名负责人审批，再在两名监销人面前销毁。{WARNING}" if found else none,
        context={"crumbs": crumbs(("提出", ""))},
    )  # fmt: skip


@officer_page(*NEEDS)
def expired_lot(request: HttpRequest, number: int) -> HttpResponse:
    """One list: who proposed, decided, carried out and stood by; each row with what went or why it stays."""
    row, staff = lot_of(request, number), me(request)
    lines = list(row.lines.order_by("pk"))
    facts = [
        Fact("台账种类", row.get_kind_display()),
        Fact("区划", row.region.name),
        Fact("完工并结清工资", str(row.settled_on or "")),
        Fact("提出", f"{row.proposed_on} {row.proposed_by.name}"),
        Fact("审批", f"{row.decided_on} {row.decided_by.name} {row.opinion}" if row.decided_by else "待审批"),
        Fact("监销人", f"{row.first_witness}、{row.second_witness}" if row.first_witness else ""),
        Fact("销毁", f"{row.carried_on} {row.carried_by.name}" if row.carried_by else ""),
        Fact("鉴定情况和销毁理由", row.reason, kind="long"),
    ]
    record = Record(
        number="期满台账", title=str(row), state=row.get_state_display(), acts=_acts(row, staff),
        facts=tuple(fact for fact in facts if fact.value),
        sections=(Section("lines", "列入的台账", "officer/inspection/tab_expired.html", len(lines)),),
    )  # fmt: skip
    return record_page(request, record, crumbs=crumbs((str(row), "")), context={"lines": lines})


def _acts(row: ExpiredLot, staff: Staff) -> tuple[Act, ...]:
    state, acts = ExpiredLot.State, []
    way = {do: reverse("officer:expired_act", args=[row.pk, do]) for do in ("decide", "carry")}
    here = FileFacts(region=row.region_id, unit_id=staff.unit_id, owner_id=staff.pk)
    if row.state == state.PROPOSED and may(staff, P.INSPECTION_PLAN, here):
        own = staff.pk == row.proposed_by_id
        acts.append(Act("审批", way["decide"], not own, "提出人不能审批自己的清册" if own else "", primary=True))
    if row.state == state.APPROVED and may(staff, P.INSPECTION_RECORD, here):
        own = staff.pk == row.decided_by_id
        acts.append(Act("销毁", way["carry"], not own, "审批人不能经办销毁" if own else "", primary=True))
    if row.paper:
        acts.append(Act("打印清册", reverse("officer:expired_paper", args=[row.pk]), icon="print"))
    return tuple(acts)


@officer_page(*NEEDS)
def expired_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Decide; carry out."""
    row = lot_of(request, number)
    told: dict[str, Any] = {"back_url": reverse("officer:expired_lot", args=[number]), "intro": WARNING}
    told["context"] = {"crumbs": crumbs((str(row), told["back_url"]), ("办理", ""))}
    if act == "decide":
        return act_page(
            request, DecideForm, title=f"审批{row}", save="审批", done="已审批。", **told,
            run=lambda v: decide_expired(
                lot=row, agreed=v["agreed"] == "yes", opinion=v["opinion"], by=me(request), on=occasion.today()
            ),
        )  # fmt: skip
    if act == "carry":
        return act_page(
            request, CarryForm, title=f"销毁：{row}", save="销毁", done="已销毁，清册已制作。", **told,
            run=lambda v: carry_out_expired(lot=row, by=me(request), on=occasion.today(), **v),
        )  # fmt: skip
    raise NotFound("没有找到这一页", remedy="请从期满台账销毁清册打开")


@officer_page(*NEEDS)
def expired_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The issued list as PDF."""
    row = lot_of(request, number)
    if row.paper is None:
        raise NotFound("没有找到这份文书", why="销毁完成后才有清册文本", remedy="请从期满台账销毁清册打开")
    response = HttpResponse(pdf_of(row.paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="expired-{row.pk}.pdf"'
    return response


_LOT = "expired-ledgers/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("expired-ledgers/", expired_lots, name="expired_lots"),
    path("expired-ledgers/new/<str:kind>/", expired_new, name="expired_new"),
    path(_LOT, expired_lot, name="expired_lot"),
    path(f"{_LOT}acts/<str:act>/", expired_act, name="expired_act"),
    path(f"{_LOT}paper.pdf", expired_paper, name="expired_paper"),
]
