"""One page an employer, a project, a worker: every matter that the viewer may see, and the money in sum."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common.masking import mask_id, mask_phone
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, holds, may
from nuanxin.foundation.parties.aliases import names_of
from nuanxin.foundation.parties.merging import Party, kind_of, may_decide
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.cases.leads import ONLY_TO_CHECK
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.inspection.models import Visit
from nuanxin.web.officer.clues.leads import leads_on_person
from nuanxin.web.officer.credit.employer import employer_credit
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.monitoring.outside import employer_signals
from nuanxin.web.officer.people.lists import in_places
from nuanxin.web.officer.people.seen import (
    merge_lines,
    of_employer,
    of_project,
    of_worker,
    party_url,
    seen_employer,
    seen_project,
    seen_worker,
)
from nuanxin.web.officer.relief.firms.beside import employer_plans, project_plans
from nuanxin.web.patterns.record import Fact

SHOWN = 50


def sums_of(clues: QuerySet[Clue]) -> list[Fact]:
    """How many matters, and the wages claimed, verified and paid on them."""
    keys = clues.values("pk")
    standing = Claim.objects.filter(clue__in=keys, withdrawn_on__isnull=True)
    claimed = standing.aggregate(s=Sum("claimed_fen"))["s"] or 0
    verified = Verification.objects.filter(claim__in=standing.values("pk"), replaced_by__isnull=True).aggregate(
        s=Sum("verified_fen")
    )["s"] or 0  # fmt: skip
    paid = Payment.objects.filter(claim__in=standing.values("pk"), kind="wage", withdrawn_on__isnull=True).aggregate(
        s=Sum("amount_fen")
    )["s"] or 0  # fmt: skip
    return [
        Fact("线索", f"{clues.count()} 件（在办 {clues.filter(state__in=OPEN_STATES).count()} 件）"),
        Fact("逐人主张合计", f"{yuan(claimed)} 元"),
        Fact("核实合计", f"{yuan(verified)} 元"),
        Fact("已付工资", f"{yuan(paid)} 元"),
    ]


def _visible(request: HttpRequest, condition: Q) -> QuerySet[Clue]:
    return clues_for(me(request)).filter(condition, merged_into__isnull=True)


def _page(
    request: HttpRequest, party: Party, *, kind: str, facts: list[Fact], clues: QuerySet[Clue], **more: Any
) -> HttpResponse:
    title = party.name
    rows = clues.select_related("region", "officer", "employer").order_by("-received_on", "-pk")
    context = {
        "title": title,
        "kind": kind,
        "facts": facts,
        "sums": sums_of(clues),
        "clues": rows[:SHOWN],
        "party": party,
        "party_kind": kind_of(party),
        "names": names_of(party),
        "merges": merge_lines(party),
        "kept": party.merged_into,
        "kept_url": party_url(party.merged_into) if party.merged_into else "",
        "decides": may_decide(me(request), party),
        "crumbs": [("工作台", reverse("officer:desk")), (kind, more.pop("list_url", "")), (title, "")],
        **more,
    }
    return render(request, "officer/people/party.html", context)


@officer_page(Permission.CLUE_VIEW)
def employer(request: HttpRequest, number: int) -> HttpResponse:
    """All matters, projects and visits of one employer."""
    found, condition = seen_employer(me(request), number), of_employer(number)
    facts = [
        Fact("统一社会信用代码", found.credit_code or "", kind="copy" if found.credit_code else "text"),
        Fact("行业领域", found.get_sector_display()),
        Fact("所在区划", found.region.name if found.region else ""),
        Fact("地址", found.address),
        Fact("法定代表人", found.legal_representative),
        Fact("联系电话", found.phone),
    ]
    return _page(
        request, found, kind="用人单位", list_url=reverse("officer:employers"), facts=facts,
        clues=_visible(request, condition),
        projects=Project.objects.filter(in_places(me(request)), employer=found).select_related("region"),
        visits=_visits(request, Q(employer=found) | Q(employer__merged_into=found)),
        credit=employer_credit(found, me(request)),
        firm_plans=employer_plans(found, me(request)), signals=employer_signals(found, me(request)),
        account_url=reverse("officer:employer_account", args=[number]) if holds(me(request), Permission.WATCH_VIEW) else "",
    )  # fmt: skip


def _visits(request: HttpRequest, condition: Q) -> QuerySet[Visit]:
    rows = Visit.objects.filter(condition, in_places(me(request)), withdrawn_on__isnull=True)
    return rows.select_related("project").order_by("-visited_on")[:SHOWN]


@officer_page(Permission.CLUE_VIEW)
def project(request: HttpRequest, number: int) -> HttpResponse:
    """All matters and visits of one project, and its rights board."""
    found, condition = seen_project(me(request), number), of_project(number)
    employer_url = reverse("officer:employer", args=[found.employer_id]) if found.employer_id else ""
    facts = [
        Fact("用人单位", found.employer.name if found.employer else "", employer_url),
        Fact("建设单位", found.owner_name),
        Fact("地点", f"{found.region.name} {found.address}".strip()),
        Fact("行业主管", found.get_industry_display()),
        Fact("政府投资 / 国企", f"{_word(found.government)} / {_word(found.state_firm)}"),
        Fact("工资支付日", f"每月 {found.pay_day} 日" if found.pay_day else ""),
        Fact("劳资专管员", f"{found.wage_clerk} {found.wage_clerk_phone}".strip()),
        Fact("维权码", found.site_code or "", kind="copy" if found.site_code else "text"),
    ]
    return _page(
        request, found, kind="项目标段", list_url=reverse("officer:projects"), facts=facts,
        clues=_visible(request, condition),
        board_url=reverse("officer:board", args=[found.pk]),
        stickers_url=reverse("officer:stickers", args=[found.pk]) if found.site_code else "",
        visits=_visits(request, Q(project=found) | Q(project__merged_into=found)),
        firm_plans=project_plans(found, me(request)),
    )  # fmt: skip


def _word(value: bool | None) -> str:
    return {True: "是", False: "否", None: "未说明"}[value]


@officer_page(Permission.CLUE_VIEW)
def worker(request: HttpRequest, number: int) -> HttpResponse:
    """All matters of one worker; numbers stay masked."""
    found = seen_worker(me(request), number)
    clues = _visible(request, of_worker(number))
    full = any(
        may(me(request), Permission.IDENTITY_UNMASK, FileFacts(c.region_id, c.unit_id, c.officer_id))
        for c in clues[:SHOWN]
    )
    facts = [
        Fact("证件号码", mask_id(found.id_number)),
        Fact("联系电话", mask_phone(found.phone)),
        Fact("农民工", _word(found.migrant)),
        Fact("个人信息报告", "存有什么、用途、期限", reverse("officer:worker_held", args=[number]) if full else ""),
        Fact("完整信息", "可在线索的“反映人”中填写理由后查看" if full else "只有责任人可以查看"),
    ]
    return _page(
        request, found, kind="劳动者", facts=facts, clues=clues,
        leads=leads_on_person(me(request), found, clues[:SHOWN]), only_to_check=ONLY_TO_CHECK,
    )  # fmt: skip
