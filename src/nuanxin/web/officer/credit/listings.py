"""The list of dishonest employers: who stands on it, who could be put forward, who is told, data for joint discipline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds, visible, within
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.procedures import labour_inspection
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.cases.steps.reading import law_at
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.clocks import two_clocks
from nuanxin.rights.credit.listing.conditions import GROUNDS, conditions
from nuanxin.rights.credit.listing.gathering import listing_facts
from nuanxin.rights.credit.listing.procedure import KEY, V2022_1
from nuanxin.rights.credit.models import Consumer, Listing, ListingState
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page, attempt
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.cases.step_form import StepForm
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column
from nuanxin.web.patterns.listing.columns import Listing as ListPage
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact

SHOWN = 100


def _clocks(row: Listing) -> Any:
    start = row.restarted_on or row.decided_on
    return two_clocks(start, corrected_on=row.corrected_on, law=law_at(row.case.clue)) if start else None


def _removal(row: Listing) -> Light | None:
    """The light of a removal that is due or done."""
    today = occasion.today()
    cause = row.annulled_on or row.early_granted_on or (row.until and row.until < today)
    if not row.remove_by or not (cause or row.removed_on):
        return None
    return due_light(due_on=row.remove_by, today=today, done_on=row.removed_on)


LISTING = ListPage(
    "credit_list",
    "失信联合惩戒名单",
    (
        Column("name", "用人单位", kind="link", frozen=True),
        Column("credit_code", "统一社会信用代码"),
        Column("state", "状态", "get_state_display", sortable="state"),
        Column("decided_on", "列入日期", kind="day", sortable="decided_on"),
        Column("until", "人社名单至（令45）", kind="day", sortable="until"),
        Column("early", "最早可提前移出", lambda row: (c := _clocks(row)) and c.early_from, "day"),
        Column("publicity", "信用中国公示至（令36）", lambda row: (c := _clocks(row)) and c.publicity_until, "day"),
        Column("repair", "最早可申请修复", lambda row: (c := _clocks(row)) and c.repair_from, "day", default=False),
        Column("conflict", "两个期限", lambda row: "不一致，须核对" if (c := _clocks(row)) and c.conflict else ""),
        Column("removal", "移出期限", _removal, "light", sortable="remove_by"),
        Column("told", "告知单位", lambda row: row.told.filter(withdrawn_on=None, removal=False).count(), "int"),
        Column("waiting", "尚未告知移出", lambda row: _waiting(row), "int", default=False),
        Column("ground", "列入情形", lambda row: dict(GROUNDS).get(row.ground, ""), default=False),
        Column("number", "决定书文号", default=False),
        Column("region", "区划", "region.name"),
        Column("unit", "列入机关", "unit.short_name", default=False),
        Column("officer", "承办人", "case.officer.name"),
    ),
    (
        Filter("q", "单位、信用代码", lookup=("name", "credit_code")),
        Filter("state", "状态", "choice", choices=ListingState.choices),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("decided_on", "列入日期", "day_range", first=False),
    ),
    default_order=("-proposed_on", "-pk"),
    row_url=lambda row: reverse("officer:case", args=[row.case_id]) + "?tab=listing#tab",
    unit="户",
    empty="没有列入或者拟列入的用人单位。责令支付期满未付的，见“可以提出拟列入的线索”。",
)


def _waiting(row: Listing) -> int:
    return len(still_to_tell(row)) if row.state == ListingState.REMOVED else 0


def seen_listings(request: HttpRequest) -> QuerySet[Listing]:
    """The rows that the person may see: of his area, or of his own unit."""
    rows = Listing.objects.select_related("case__clue", "case__officer", "region", "unit", "employer")
    return visible(rows, me(request), Permission.CLUE_VIEW, owner="case__officer")


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def credit_list(request: HttpRequest) -> HttpResponseBase:
    """Who is put forward, listed, removed; both clocks side by side."""
    staff = me(request)
    actions = []
    if holds(staff, Permission.CREDIT_MANAGE):
        actions = [
            Action("可以提出拟列入的线索", reverse("officer:credit_candidates"), primary=True),
            Action("使用单位与数据移交", reverse("officer:credit_consumers")),
            Action("移出告知时效", reverse("officer:credit_removals"), "clock"),
        ]
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, LISTING, seen_listings(request), on_export=on_export, actions=actions)


@officer_page(Permission.CREDIT_MANAGE)
def credit_candidates(request: HttpRequest) -> HttpResponse:
    """Clues whose order to pay ran out unpaid and on which no listing is under way, with the conditions as they stand."""
    today = occasion.today()
    cases = Case.objects.filter(procedure=labour_inspection.KEY, closed_on=None, steps__step="order_served")
    running = Case.objects.filter(procedure=KEY, closed_on=None).values("clue")
    clues = clues_for(me(request)).filter(pk__in=cases.values("clue"), merged_into=None).exclude(pk__in=running)
    rows = []
    for clue in clues.select_related("employer", "region").order_by("-received_on")[: SHOWN * 3]:
        said = {"representative": clue.employer.legal_representative if clue.employer else ""}
        found = conditions(listing_facts(clue, said, today), today)
        if found.order_unpaid.met:
            rows.append({"clue": clue, "title": title_of(clue), "tests": found, "order": found.order})
    context = {
        "rows": rows[:SHOWN],
        "crumbs": [("工作台", reverse("officer:desk")), ("失信名单", reverse("officer:credit_list")), ("拟列入", "")],
    }
    return render(request, "officer/credit/candidates.html", context)


@officer_page(Permission.CREDIT_MANAGE)
def credit_propose(request: HttpRequest, number: str) -> HttpResponse:
    """Put an employer forward: the conditions above, the first step's facts below, filled from the file."""
    clue, staff, today = clue_of(request, number), me(request), occasion.today()
    step = V2022_1.steps[0]
    employer = clue.employer
    representative = employer.legal_representative if employer else ""
    found = conditions(listing_facts(clue, {"representative": representative}, today), today)
    initial = {
        "seen": 0,
        "fact_representative": representative,
        "fact_order_due_on": found.order.due_on if found.order else None,
        "fact_ground": "amount" if found.amount.met else "",
        "fact_facts": found.amount.why,
    }
    posted = request.POST if request.method == "POST" else None
    form = StepForm(posted, step=step, known={}, initial=initial)
    back = reverse("officer:credit_candidates")
    if posted is not None and form.is_valid():
        case = attempt(form, lambda values: _propose(request, clue, form, values))
        if case is not None:
            messages.success(request, "已提出拟列入，下一步告知用人单位。")
            return HttpResponseRedirect(reverse("officer:case", args=[case.pk]))
    tests = [
        Fact(f"{'✓' if one.met else '✗'} {one.name}", f"{one.why}（{one.cites}）", kind="long") for one in found.tests
    ]
    return form_page(
        request,
        form,
        title=f"提出拟列入：{title_of(clue)}",
        save="提出",
        back_url=back,
        intro="责令支付期满未付，并且具备数额标准、引发事件两种情形之一的，才能提出。期限按责令支付届满之日起算。",
        template="officer/act.html",
        context={
            "about": [Fact("线索", clue.number, reverse("officer:clue", args=[clue.number])), *tests],
            "crumbs": [("工作台", reverse("officer:desk")), ("拟列入", back), (staff.name, "")],
        },
    )


def _propose(request: HttpRequest, clue: Clue, form: StepForm, values: dict[str, Any]) -> Case:
    unit = me(request).unit
    if unit is None:
        raise Refusal("不能提出拟列入", why="您没有所在单位", remedy="请系统管理员登记单位")
    return open_file(
        clue=clue, procedure=KEY, unit=unit, officer=None, facts=form.facts, note=values["note"],
        by=me(request), on=values["on"],
    )  # fmt: skip


class TellForm(PatternForm):
    """Which consumers were told, when, how."""

    consumers = forms.MultipleChoiceField(label="告知的单位", widget=forms.CheckboxSelectMultiple)
    told_on = DayField(label="告知日期", initial=occasion.today, not_after=occasion.today)
    how = forms.CharField(
        label="告知方式和凭证",
        max_length=300,
        help_text="平台推送、公函文号、回执",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consumers"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


@officer_page(Permission.CREDIT_MANAGE)
def listing_tell(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the chosen consumers of the listing; once removed, those who still think that the employer is listed."""
    found = case_of(request, number)
    listing = Listing.objects.filter(case=found).select_related("unit").first()
    if listing is None:
        raise Refusal("不能告知", why="这个案卷不是列入名单的案卷", remedy="请从失信名单打开")
    removed = listing.state == ListingState.REMOVED
    known = Consumer.objects.filter(region_id=listing.unit.region_id, ended_on=None).order_by("pk")
    waiting = still_to_tell(listing)
    told = {one.pk for one in waiting}
    names = [one.name for one in waiting] if removed else [one.name for one in known if one.pk not in told]

    def run(v: dict[str, Any]) -> Any:
        step = "tell_removal" if removed else "share"
        return take_step(case=found, step=step, facts=v, by=me(request), on=occasion.today())

    return act_page(
        request,
        TellForm,
        run=run,
        title=f"{'告知移出' if removed else '共享告知'}：{listing.name}",
        form_kwargs={"names": names},
        intro="" if names else "没有需要告知的单位：都已告知，或者还没有登记使用单位。",
        back_url=reverse("officer:case", args=[number]) + "?tab=listing#tab",
        done="已登记告知。",
    )
