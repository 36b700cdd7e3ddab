"""双随机抽查: lists locked, drawn with the published seed, worked out again for whoever looks, printed."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.watch.inspection.draw.drawing import RULE
from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.draw.printing import draw_record, issue_record
from nuanxin.watch.inspection.draw.running import DrawFacts, lock_lists, repeats, run_draw, void_lists
from nuanxin.watch.inspection.plans.models import PlannedVisit
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.draw_forms import LockForm, SeedForm, VoidForm
from nuanxin.web.officer.grid.plans import plan_light
from nuanxin.web.officer.grid.seeing import in_seen, plans_there
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

NEEDS = (P.WATCH_VIEW, P.INSPECTION_PLAN, P.INSPECTION_RECORD)
DRAWS = Listing(
    "draws",
    "双随机抽查",
    (
        Column("name", "名称", kind="link", frozen=True),
        Column("document", "依据"),
        Column("region", "区划", "region.name"),
        Column("kind", "对象", "get_kind_display"),
        Column("all", "对象总数", lambda row: len(row.lists["candidates"]), "int"),
        Column("drawn", "抽中", lambda row: len(row.result), "int"),
        Column("locked_on", "名单锁定", kind="day", sortable="locked_on"),
        Column("drawn_on", "抽取日期", kind="day", sortable="drawn_on"),
        Column("state", "状态", lambda row: row.state),
    ),
    (
        Filter("q", "名称、依据", lookup=("name", "document")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("waiting", "待抽取", "bool", lambda yes: Q(drawn_on__isnull=True, voided_on__isnull=True)),
    ),
    default_order=("-locked_on", "-pk"),
    row_url=lambda row: reverse("officer:draw", args=[row.pk]),
    unit="次",
    empty="还没有双随机抽查。",
)


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("双随机抽查", reverse("officer:draws")), *way]


def draw_of(request: HttpRequest, number: int) -> RandomDraw:
    """The draw, or the same answer whether it is out of sight or not there."""
    rows = RandomDraw.objects.filter(in_seen(me(request))).select_related("region", "locked_by", "drawn_by")
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这次抽查", remedy="请从双随机抽查列表打开")
    return row


@officer_page(*NEEDS)
def draws(request: HttpRequest) -> HttpResponseBase:
    """Draws of the person's areas."""
    rows = RandomDraw.objects.filter(in_seen(me(request))).select_related("region")
    may = bool(areas(me(request), P.INSPECTION_PLAN))
    actions = [Action("锁定名单", reverse("officer:draw_new"), primary=True)] if may else []
    return listing_page(request, DRAWS, rows, actions=actions)


@officer_page(P.INSPECTION_PLAN)
def draw_new(request: HttpRequest) -> HttpResponse:
    """Lock the lists."""

    def run(v: dict[str, Any]) -> RandomDraw:
        region = v.pop("region")
        return lock_lists(facts=DrawFacts(**v), region=region, by=me(request), on=occasion.today())

    return act_page(
        request, LockForm, run=run, title="双随机抽查：锁定名单", save="锁定名单", back_url=reverse("officer:draws"),
        form_kwargs={"staff": me(request)}, next_url=lambda row: reverse("officer:draw", args=[row.pk]),
        done="名单已锁定，请公布名单校验值和种子来源。", context={"crumbs": crumbs(("锁定名单", ""))},
        intro="先锁定名单，再公布种子，最后抽取：谁也不能看着结果挑种子。锁定后的名单不能修改，有误的作废重来。",
    )  # fmt: skip


@officer_page(*NEEDS)
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """One draw with its lists, its result, and the rule by which it can be repeated."""
    row, staff = draw_of(request, number), me(request)
    held = row.lists
    names = {code: name for code, _, name, _ in held["candidates"]}
    people = dict(held["inspectors"])
    why_not = dict(held["excluded"])
    plans = {
        row.mark: row for row in PlannedVisit.objects.filter(mark__startswith=f"draw:{row.pk}:").select_related("visit")
    }
    numbers = {code: number for code, _, _, number in held["candidates"]}
    context: dict[str, Any] = {
        "drawing": row,
        "rule": RULE,
        "repeats": repeats(row),
        "candidates": [(name, code, layer, why_not.get(code, "")) for code, layer, name, _ in held["candidates"]],
        "conflicts": [(people[account], names.get(code, code), why) for account, code, why in held["conflicts"]],
        "people": people.values(),
        "result": [
            {
                "name": names[code], "code": code, "layer": layer, "digest": digest,
                "team": "、".join(people[one] for one in team), "plan": plans.get(f"draw:{row.pk}:{numbers[code]}"),
            }
            for code, layer, digest, team in row.result
        ],
    }  # fmt: skip
    for line in context["result"]:
        line["light"] = plan_light(line["plan"]) if line["plan"] else None
    page = Record(
        number="双随机抽查", title=row.name, state=row.state, owner=Owner(row.locked_by.name, row.locked_by.phone),
        acts=_acts(row, staff), facts=_facts(row),
        sections=(
            Section("result", "抽取结果", "officer/grid/tab_drawn.html", len(row.result) or None),
            Section("lists", "名单", "officer/grid/tab_lists.html", len(held["candidates"])),
            Section("rule", "抽取方法和核验", "officer/grid/tab_rule.html"),
        ),
        marks=() if context["repeats"] else ("重算不一致，请查明原因",),
    )  # fmt: skip
    return record_page(request, page, crumbs=crumbs((row.name, "")), context=context)


def _acts(row: RandomDraw, staff: Staff) -> tuple[Act, ...]:
    acts = [Act("下载名单", reverse("officer:draw_lists", args=[row.pk]), icon="download")]
    if row.voided_on or not plans_there(staff, row.region_id):
        return tuple(acts)
    if row.drawn_on:
        return (
            Act("抽取记录（打印）", reverse("officer:draw_paper", args=[row.pk]), icon="print", primary=True),
            *acts,
        )
    return (
        Act("抽取", reverse("officer:draw_run", args=[row.pk]), icon="check", primary=True),
        *acts,
        Act("作废名单", reverse("officer:draw_void", args=[row.pk]), icon="close", more=True),
    )


def _facts(row: RandomDraw) -> tuple[Fact, ...]:
    held = row.lists
    quotas = "，".join(f"{layer} {count} 个" for layer, count in held["quotas"].items())
    facts = [
        Fact("依据", row.document),
        Fact("区划", row.region.name),
        Fact("检查时间", f"{row.first} 至 {row.last}"),
        Fact("对象名录", f"{len(held['candidates'])} 个，排除 {len(held['excluded'])} 个"),
        Fact("抽取数量", quotas),
        Fact("检查人员", f"{len(held['inspectors'])} 名，每个对象 {held['team']} 名"),
        Fact("名单锁定", f"{row.locked_on} {row.locked_by.name}"),
        Fact("名单校验值", row.lists_digest, kind="copy"),
        Fact("种子来源", row.seed_from, kind="long"),
    ]
    if row.drawn_on and row.drawn_by:
        facts += [
            Fact("随机种子", row.seed, kind="copy"),
            Fact("抽取", f"{row.drawn_on} {row.drawn_by.name}，监督人 {row.witness}"),
            Fact("结果校验值", row.result_digest, kind="copy"),
        ]
    if row.voided_on:
        facts.append(Fact("作废", f"{row.voided_on} {row.voided_why}", kind="long"))
    return tuple(facts)


@officer_page(P.INSPECTION_PLAN)
def draw_run(request: HttpRequest, number: int) -> HttpResponse:
    """Draw with the published seed."""
    row = draw_of(request, number)
    back = reverse("officer:draw", args=[number])
    return act_page(
        request, SeedForm, title=f"抽取：{row.name}", save="抽取", back_url=back, done="已抽取，已列入检查计划。",
        run=lambda v: run_draw(drawing=row, by=me(request), on=occasion.today(), **v),
        intro="同一名单只抽取一次，结果不能作废。",
        context={"about": [Fact("种子来源", row.seed_from, kind="long")], "crumbs": crumbs((row.name, back), ("抽取", ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def draw_void(request: HttpRequest, number: int) -> HttpResponse:
    """The lists were wrong; nothing has been drawn."""
    row = draw_of(request, number)
    back = reverse("officer:draw", args=[number])
    return act_page(
        request, VoidForm, title=f"作废名单：{row.name}", save="作废", back_url=back, done="已作废。",
        run=lambda v: void_lists(drawing=row, by=me(request), on=occasion.today(), **v),
        context={"crumbs": crumbs((row.name, back), ("作废", ""))},
    )  # fmt: skip


@officer_page(*NEEDS)
def draw_lists(request: HttpRequest, number: int) -> HttpResponse:
    """The lists as they were locked, for whoever wants to work the draw out again."""
    row = draw_of(request, number)
    why = dict(row.lists["excluded"])
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(["名称", "代码", "层", "排除理由", "该层抽取数量"])
    for code, layer, name, _ in row.lists["candidates"]:
        writer.writerow([_cell(name), _cell(code), layer, _cell(why.get(code, "")), row.lists["quotas"].get(layer, 0)])
    writer.writerow([])
    writer.writerow(["检查人员", "账号"])
    writer.writerows([_cell(name), _cell(account)] for account, name in row.lists["inspectors"])
    writer.writerow([])
    writer.writerow(["回避人员账号", "对象代码", "理由"])
    writer.writerows([_cell(one) for one in line] for line in row.lists["conflicts"])
    record("export_draw_lists", about=row, by=me(request), details={"digest": row.lists_digest})
    response = HttpResponse("\ufeff" + told.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{row.name}名单.csv', safe='')}"
    return response


@officer_page(*NEEDS)
def draw_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The printed record: a button issues it once, the address shows it."""
    row = draw_of(request, number)
    if paper := draw_record(row):
        return _pdf(request, row, paper)
    back = reverse("officer:draw", args=[number])
    return act_page(
        request, PatternForm, title=f"制作抽取记录：{row.name}", save="制作", back_url=back,
        run=lambda v: _pdf(request, row, issue_record(drawing=row, by=me(request), on=occasion.today())),
        intro="记录写明名单、排除理由、种子、方法、结果和校验值，制作后内容锁定。",
        context={"crumbs": crumbs((row.name, back), ("抽取记录", ""))},
    )  # fmt: skip


def _pdf(request: HttpRequest, row: RandomDraw, paper: Paper) -> HttpResponse:
    record("print_paper", about=paper, by=me(request), details={"kind": "pdf"})
    response = HttpResponse(pdf_of(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{row.name}抽取记录.pdf', safe='')}"
    return response


def _cell(text: str) -> str:
    """A cell that a spreadsheet cannot take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
