"""Side by side, one pair after another: differing fields lit, three keys, and the last decision taken back by one more."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.merging import decide_pair, unmerge_clues
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import ClueMerge, DuplicatePair
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.duplicates.side_by_side import Row, side_by_side
from nuanxin.web.officer.gate import me, officer_page, only_post

WORDS = {"duplicate": "重复，已合并", "distinct": "不同", "linked": "仅关联"}
RECENT = 6


def pairs_for(staff: Staff) -> QuerySet[DuplicatePair]:
    """Pairs of which the person may decide at least one side and see both."""
    mine = clues_for(staff, Permission.DUPLICATE_DECIDE).values("pk")
    seen = clues_for(staff).values("pk")
    rows = DuplicatePair.objects.filter(Q(clue_a__in=mine) | Q(clue_b__in=mine), clue_a__in=seen, clue_b__in=seen)
    return rows.select_related(
        "clue_a__employer", "clue_a__region", "clue_a__officer", "clue_a__project", "clue_a__unit",
        "clue_b__employer", "clue_b__region", "clue_b__officer", "clue_b__project", "clue_b__unit", "decided_by",
    )  # fmt: skip


@officer_page(Permission.DUPLICATE_DECIDE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """The next pair, or the one asked for (`?pair=`), with what the person decided last."""
    rows = pairs_for(me(request))
    waiting = rows.filter(decision="").order_by("-score", "pk")
    skipped = request.session.get("pairs_skipped", [])
    asked = request.GET.get("pair", "")
    pair = (
        rows.filter(pk=int(asked)).first()
        if asked.isascii() and asked.isdigit() and len(asked) < 18
        else waiting.exclude(pk__in=skipped).first() or waiting.first()
    )
    recent = rows.filter(decided_by=me(request)).exclude(decision="").order_by("-decided_on", "-pk")[:RECENT]
    context = {
        "pair": pair,
        "rows": compare(pair) if pair else [],
        "left": waiting.count(),
        "recent": [(one, WORDS[one.decision], merge_of(one)) for one in recent],
        "crumbs": [("工作台", reverse("officer:desk")), ("疑似重复", "")],
    }
    return render(request, "officer/duplicates/queue.html", context)


@officer_page(Permission.DUPLICATE_DECIDE)
def duplicate_decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decide one pair and go to the next."""
    only_post(request)
    decision = request.POST.get("decision", "")
    if decision == "skip":
        request.session["pairs_skipped"] = [*request.session.get("pairs_skipped", []), number][-200:]
        return HttpResponseRedirect(reverse("officer:duplicates"))
    pair = _pair(request, number)
    kept = {"a": pair.clue_a, "b": pair.clue_b}.get(request.POST.get("keep", ""))
    try:
        decide_pair(pair=pair, decision=decision, kept=kept, by=me(request), on=occasion.today())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{reverse('officer:duplicates')}?pair={pair.pk}")
    messages.success(request, f"{pair.clue_a.number} 与 {pair.clue_b.number}：{WORDS[decision]}。")
    return HttpResponseRedirect(reverse("officer:duplicates"))


@officer_page(Permission.DUPLICATE_DECIDE)
def duplicate_undo(request: HttpRequest, number: int) -> HttpResponse:
    """Part again what was merged by mistake."""
    pair = _pair(request, number)

    def run() -> None:
        merge = merge_of(pair)
        if merge is None:
            raise Refusal("没有可以撤销的合并", why="这一对没有合并，或者已经撤销", remedy="请打开线索核对")
        unmerge_clues(merge=merge, reason="疑似重复判断有误，撤销合并", by=me(request), on=occasion.today())

    return press(request, run, back_url=reverse("officer:duplicates"), done="已撤销合并，两条线索恢复单独办理。")


def merge_of(pair: DuplicatePair) -> ClueMerge | None:
    """The merge that came of a decision and still stands."""
    ends = (pair.clue_a_id, pair.clue_b_id)
    return ClueMerge.objects.filter(kept__in=ends, merged__in=ends, undone_on__isnull=True).first()


def _pair(request: HttpRequest, number: int) -> DuplicatePair:
    pair = pairs_for(me(request)).filter(pk=number).first()
    if pair is None:
        raise NotFound("没有找到这一对线索", remedy="可能已由他人处理，或不在您的范围")
    return pair


def compare(pair: DuplicatePair) -> list[Row]:
    """Both clues field by field, people masked."""
    one, other = _fields(pair.clue_a), _fields(pair.clue_b)
    return side_by_side(one, other)


def _fields(clue: Clue) -> dict[str, str]:
    people = [(r.name, r.id_number, r.phone) for r in clue.reporters.all()[:3]]
    people += [(c.worker.name, c.worker.id_number, c.worker.phone) for c in clue.claims.select_related("worker")[:5]]
    told = dict.fromkeys(f"{mask_name(n)} {mask_id(i)} {mask_phone(p)}".strip() for n, i, p in people if n or i or p)
    return {
        "状态": clue.get_state_display(),
        "收到日期": clue.received_on.isoformat(),
        "渠道": clue.get_channel_display(),
        "人员": "；".join(list(told)[:4]),
        "用人单位": clue.employer.name if clue.employer else clue.employer_said,
        "项目": clue.project.name if clue.project else clue.project_said,
        "用工所在地": clue.region.name,
        "地点": clue.place,
        "欠薪时段": " 至 ".join(filter(None, (clue.owed_from, clue.owed_to))),
        "人数": str(clue.persons or ""),
        "金额（元）": yuan(clue.amount_fen) if clue.amount_fen is not None else "",
        "诉求": clue.demand[:300],
        "责任人": f"{clue.officer.name}（{clue.unit.short_name}）",
    }
