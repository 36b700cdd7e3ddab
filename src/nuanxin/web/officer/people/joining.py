"""Two records of one party: find the other one, look at both side by side, choose which is kept, say why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.linkage import find_employer, find_project
from nuanxin.foundation.parties.merging import Party, may_decide, merge_parties, must_decide
from nuanxin.foundation.parties.models import Employer, PartyMerge, Project, Worker
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.duplicates.side_by_side import side_by_side
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.parties import found_parties
from nuanxin.web.officer.people.seen import of_employer, of_project, of_worker, party_url, seen_party
from nuanxin.web.officer.search import Group, Hit
from nuanxin.web.patterns.forms import PatternForm


class JoinForm(PatternForm):
    """Which of two is kept, and why they are one."""

    keep = forms.ChoiceField(label="保留哪一条", widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=200, help_text="如：营业执照相同、本人确认、现场核实为同一项目")

    def __init__(self, *args: Any, one: Party, other: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("one", f"甲：{shown_name(one)}"), ("other", f"乙：{shown_name(other)}")]
        self.fields["keep"].choices = choices  # type: ignore[attr-defined]


def shown_name(party: Party) -> str:
    """Workers masked."""
    return mask_name(party.name) if isinstance(party, Worker) else party.name


@officer_page(Permission.DUPLICATE_DECIDE)
def party_merge(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """First find the other record (`word`), then (`?with=`) compare and decide."""
    staff = me(request)
    party = seen_party(staff, kind, number)
    must_decide(staff, party, doing="合并当事人")
    asked = request.GET.get("with", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        return _join(request, party, seen_party(staff, kind, int(asked)))
    word = half_width(request.POST.get("word", "")).strip()[:60] if request.method == "POST" else ""
    context = {
        "party": party,
        "shown_name": shown_name(party),
        "word": word,
        "groups": others(party, word, staff),
        "back_url": party_url(party),
        "crumbs": [("工作台", reverse("officer:desk")), (shown_name(party), party_url(party)), ("合并", "")],
    }
    return render(request, "officer/people/merge_find.html", context)


def others(party: Party, word: str, staff: Staff) -> list[Group]:
    """What the word names, of the party's kind; without a word, what is merely alike."""
    label = {Employer: "用人单位", Project: "项目（标段）", Worker: "劳动者"}[type(party)]
    if word:
        hits = [hit for group in found_parties(word, staff) if group.label == label for hit in group.hits]
    else:
        hits = [
            Hit(shown_name(one), party_url(one), _note(one))
            for one in alike(party)
            if one.pk != party.pk and may_decide(staff, one)
        ]
    own = party_url(party)
    keyed = [
        Hit(hit.title, f"?with={hit.url.rstrip('/').rsplit('/', 1)[1]}", hit.note) for hit in hits if hit.url != own
    ]
    return [Group(f"名称相近的{label}" if not word else label, tuple(keyed))]


def alike(party: Party) -> list[Party]:
    """Records that may be the same party: names alike in the place; for a worker the same name and telephone."""
    if isinstance(party, Employer):
        link = find_employer(party.name, region=party.region_id or "")
        return [*([link.party] if link.party else []), *link.alike]
    if isinstance(party, Project):
        found = find_project(party.name, region=party.region_id)
        return [*([found.party] if found.party else []), *found.alike]
    same = Worker.objects.filter(phone_index=party.phone_index, merged_into__isnull=True).exclude(phone_index="")
    return list(same.exclude(pk=party.pk)[:10])


def _note(party: Party) -> str:
    if isinstance(party, Employer):
        return f"{party.credit_code or '无信用代码'} {party.region.name if party.region else ''}"
    if isinstance(party, Project):
        return f"{party.region.name} {party.employer.name if party.employer else ''}"
    return f"{mask_id(party.id_number) or '无证件号码'} {mask_phone(party.phone)}"


def _join(request: HttpRequest, one: Party, other: Party) -> HttpResponse:
    staff = me(request)
    must_decide(staff, other, doing="合并当事人")
    if one.pk == other.pk:
        raise Refusal("不能与自己合并", remedy="请选择另一条记录")

    def run(values: dict[str, Any]) -> PartyMerge:
        kept, merged = (one, other) if values["keep"] == "one" else (other, one)
        return merge_parties(
            kept=kept,
            merged=merged,
            reason=values["reason"],
            by=staff,
            on=occasion.today(),
        )

    mine, theirs = fields_of(one, staff), fields_of(other, staff)
    return act_page(
        request,
        JoinForm,
        run=run,
        title="合并为同一当事人",
        back_url=party_url(one),
        next_url=lambda merge: reverse(f"officer:{merge.kind}", args=[merge.kept_id]),
        done="已合并；可以在“合并记录”中撤销，撤销后与合并前完全一样。",
        save="合并",
        initial={"keep": "other" if _numbered(other) and not _numbered(one) else "one"},
        form_kwargs={"one": one, "other": other},
        template="officer/people/merge.html",
        context={
            "rows": side_by_side(mine, theirs),
            "one_url": party_url(one),
            "other_url": party_url(other),
        },
    )


def _numbered(party: Party) -> bool:
    return bool(party.credit_code if isinstance(party, Employer) else isinstance(party, Worker) and party.id_index)


def fields_of(party: Party, staff: Staff) -> dict[str, str]:
    """A record field by field, people masked, with how many clues of it one sees."""
    names = "、".join(alias.name for alias in party.aliases.filter(withdrawn_on=None))
    if isinstance(party, Employer):
        own = {
            "名称": party.name,
            "统一社会信用代码": party.credit_code or "",
            "行业领域": party.get_sector_display(),
            "所在区划": party.region.name if party.region else "",
            "地址": party.address,
            "法定代表人": party.legal_representative,
            "联系电话": party.phone,
        }
        condition = of_employer(party.pk)
    elif isinstance(party, Project):
        own = {
            "名称": party.name,
            "用人单位": party.employer.name if party.employer else "",
            "建设单位": party.owner_name,
            "区划": party.region.name,
            "地点": party.address,
            "维权码": party.site_code or "",
        }
        condition = of_project(party.pk)
    else:
        own = {"姓名": mask_name(party.name), "证件号码": mask_id(party.id_number), "联系电话": mask_phone(party.phone)}
        condition = of_worker(party.pk)
    seen = clues_for(staff).filter(condition, merged_into__isnull=True).count()
    return {**own, "别名": names, "您能看到的线索": f"{seen} 件"}
