"""当事人: find an employer, project or worker by any of its names, and decide on names and on records that are one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.common.text import half_width, name_key
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.aliases import add_alias, alias_at, rename_party, withdraw_alias
from nuanxin.foundation.parties.merging import must_decide, undo_merge
from nuanxin.foundation.parties.models import OtherName, PartyMerge, Worker, id_index, phone_index
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.seen import party_url, seen_party
from nuanxin.web.officer.search import SHOWN, Group, Hit, called, firms, projects
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class AliasForm(PatternForm):
    """Another name."""

    name = forms.CharField(label="别名", max_length=200)
    kind = forms.ChoiceField(label="种类", choices=OtherName.Kind.choices, initial=OtherName.Kind.SAID)
    until = DayField(label="曾用至", required=False, not_after=occasion.today, help_text="曾用名知道停用日期的填写")


class RenameForm(PatternForm):
    """A new name and what shows it."""

    name = forms.CharField(label="新名称", max_length=200)
    reason = forms.CharField(label="依据", max_length=200, help_text="如：营业执照变更登记、项目备案更名、户籍变更")


class ReasonForm(PatternForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


@officer_page(Permission.CLUE_VIEW)
def parties(request: HttpRequest) -> HttpResponse:
    """One box over the three kinds. The word is posted, so that no name or number stands in an address or a log."""
    word = half_width(request.POST.get("word", "")).strip()[:60] if request.method == "POST" else ""
    groups = found_parties(word, me(request)) if word else []
    context = {
        "word": word,
        "groups": groups,
        "found": sum(len(group.hits) for group in groups),
        "crumbs": [("工作台", reverse("officer:desk")), ("当事人", "")],
    }
    return render(request, "officer/people/parties.html", context)


def found_parties(word: str, staff: Staff) -> list[Group]:
    """Every party of one's places that the word names, by its own or by another name."""
    groups = [
        Group("用人单位", tuple(firms(word, staff))),
        Group("项目（标段）", tuple(projects(word, staff))),
        Group("劳动者", tuple(workers_named(word, staff))),
    ]
    return [group for group in groups if group.hits]


def workers_named(word: str, staff: Staff) -> list[Hit]:
    """Workers on clues that one may see: by whole name, another name, or a whole number (blind index)."""
    key = name_key(word)
    named = Q(name=word) | (called(key) & Q(aliases__name_key=key) if key else Q(pk__in=[]))
    numbered = Q(id_index=id_index(word)) | Q(phone_index=phone_index(word) or "-")
    seen = Claim.objects.filter(clue__in=clues_for(staff).values("pk")).values("worker")
    rows = Worker.objects.filter(named | numbered, pk__in=seen, merged_into__isnull=True).distinct().order_by("pk")
    return [
        Hit(
            mask_name(one.name),
            reverse("officer:worker", args=[one.pk]),
            f"{mask_id(one.id_number) or '无证件号码'} {mask_phone(one.phone)}".strip(),
        )
        for one in rows[:SHOWN]
    ]


@officer_page(Permission.DUPLICATE_DECIDE)
def party_alias(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Enter another name."""
    party = seen_party(me(request), kind, number)
    must_decide(me(request), party, doing="登记别名")

    def run(values: dict[str, Any]) -> Any:
        return add_alias(
            party=party,
            name=values["name"],
            kind=values["kind"],
            until=values["until"],
            by=me(request),
            on=occasion.today(),
        )

    return act_page(
        request,
        AliasForm,
        run=run,
        title=f"登记别名：{party}",
        back_url=party_url(party),
        done=lambda alias: f"已登记别名“{alias}”，今后用它也能找到。" if alias else "这一名称已经登记，没有重复登记。",
        save="登记",
    )


@officer_page(Permission.DUPLICATE_DECIDE)
def party_alias_withdraw(request: HttpRequest, kind: str, number: int, row: int) -> HttpResponse:
    """Withdraw a wrong name."""
    party = seen_party(me(request), kind, number)
    must_decide(me(request), party, doing="撤回别名")
    alias = alias_at(party, row)
    if alias is None:
        raise NotFound("没有找到这个别名", remedy="请从当事人页面打开")
    return act_page(
        request,
        ReasonForm,
        run=lambda values: withdraw_alias(alias=alias, reason=values["reason"], by=me(request), on=occasion.today()),
        title=f"撤回别名“{alias}”：{party}",
        back_url=party_url(party),
        done=f"已撤回别名“{alias}”，记录和理由保留。",
        save="撤回",
        intro="撤回后不再用这个名称匹配；记录保留，可以重新登记。",
    )


@officer_page(Permission.DUPLICATE_DECIDE)
def party_rename(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The party is called otherwise now."""
    party = seen_party(me(request), kind, number)
    must_decide(me(request), party, doing="更改名称")
    return act_page(
        request,
        RenameForm,
        run=lambda values: rename_party(party=party, by=me(request), on=occasion.today(), **values),
        title=f"更改名称：{party}",
        back_url=party_url(party),
        done="已更改名称，原名称列入曾用名。",
        save="更改",
        intro="已经制发的文书和线索中当事人的原话不变；原名称列入曾用名，仍然能找到。",
    )


@officer_page(Permission.DUPLICATE_DECIDE)
def party_part(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a merge."""
    merge = PartyMerge.objects.filter(pk=number).first()
    if merge is None:
        raise NotFound("没有找到这次合并", remedy="请从当事人页面打开")
    kept = seen_party(me(request), merge.kind, merge.kept_id)
    merged = seen_party(me(request), merge.kind, merge.merged_id)
    for party in (kept, merged):
        must_decide(me(request), party, doing="撤销合并")
    return act_page(
        request,
        ReasonForm,
        run=lambda values: undo_merge(merge=merge, reason=values["reason"], by=me(request), on=occasion.today()),
        title=f"撤销合并：{merged} 不再并入 {kept}",
        back_url=party_url(kept),
        done="已撤销合并，两条记录恢复为合并前的样子。",
        save="撤销合并",
        intro=f"{merge.merged_on} 由 {merge.merged_by} 合并，理由：{merge.reason}。撤销后各自的线索、检查记录恢复分开。",
    )
