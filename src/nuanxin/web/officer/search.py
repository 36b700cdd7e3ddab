"""One box over clues, cases, people, firms and projects: words, pinyin, numbers, and last digits for who may unmask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from pypinyin import pinyin_dict

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.common.text import half_width, name_key
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of, within
from nuanxin.foundation.parties.models import Employer, Project, id_index, phone_index
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.rights.intake.words import said
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of

SHOWN = 10
P = TypeVar("P", Employer, Project)
LOOKED_AT = 3000  # open clues whose sealed numbers are read for a search by last digits
NAMES_LOOKED_AT = 20_000
CLUE_NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6}", re.ASCII)
TAIL = re.compile(r"\d{3,6}[\dXx]?", re.ASCII)
LETTERS = re.compile(r"[a-z]{2,30}", re.ASCII)


@dataclass(frozen=True)
class Hit:
    """One line of the answer."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind."""

    label: str
    hits: tuple[Hit, ...]
    note: str = ""


@officer_page(Permission.CLUE_VIEW)
def search(request: HttpRequest) -> HttpResponse:
    """Answer the box. The word is posted, so that no name or number stands in an address or a log."""
    staff = me(request)
    word = half_width(request.POST.get("q", "")).strip()[:60] if request.method == "POST" else ""
    groups = find(word, staff) if word else []
    hits = [hit for group in groups for hit in group.hits]
    if len(hits) == 1 and CLUE_NUMBER.fullmatch(word):
        return HttpResponseRedirect(hits[0].url)
    context = {"search_word": word, "groups": groups, "found": len(hits)}
    return render(request, "officer/search.html", context)


def find(word: str, staff: Staff) -> list[Group]:
    """Everything that fits the word and that the person may see."""
    groups = [Group("线索", tuple(_clues(word, staff)))]
    groups.append(Group("案件", tuple(_cases(word, staff))))
    groups.append(_people(word, staff))
    groups.append(Group("用人单位", tuple(firms(word, staff))))
    groups.append(Group("项目（标段）", tuple(projects(word, staff))))
    return [group for group in groups if group.hits or group.note]


def _clue_hit(clue: Clue, note: str = "") -> Hit:
    about = f"{clue.get_state_display()} · {clue.region.name} · {clue.received_on} · {clue.officer.name}"
    return Hit(f"{clue.number} {title_of(clue)}", reverse("officer:clue", args=[clue.number]), note or about)


def _seen(staff: Staff) -> QuerySet[Clue]:
    return clues_for(staff).select_related("employer", "region", "officer")


def _clues(word: str, staff: Staff) -> list[Hit]:
    rows = _seen(staff)
    if CLUE_NUMBER.fullmatch(word):
        return [_clue_hit(clue) for clue in rows.filter(number=word)]
    numbered = Q(external_number=word) | Q(receipt_code=word.upper())
    return [_clue_hit(clue) for clue in rows.filter(said(word) | numbered).order_by("-received_on", "-pk")[:SHOWN]]


def _cases(word: str, staff: Staff) -> list[Hit]:
    rows = Case.objects.filter(number__icontains=word, clue__in=clues_for(staff).values("pk"))
    rows = rows.select_related("clue__employer", "officer").order_by("-opened_on", "-pk")[:SHOWN]
    return [
        Hit(
            f"{case} {title_of(case.clue)}",
            reverse("officer:case", args=[case.pk]),
            f"{case.opened_on} · {case.officer.name}",
        )
        for case in rows
    ]


def _people(word: str, staff: Staff) -> Group:
    """By whole number (blind index), whole name, or last digits where the person may unmask."""
    seen = clues_for(staff).values("pk")
    exact = Q(worker__name=word) | Q(worker__id_index=id_index(word)) | Q(worker__phone_index=phone_index(word) or "-")
    claims = Claim.objects.filter(exact, clue__in=seen).select_related(
        "worker", "clue__employer", "clue__region", "clue__officer"
    )
    hits = [
        _clue_hit(claim.clue, f"{mask_name(claim.worker.name)} {mask_id(claim.worker.id_number)} 的主张")
        for claim in claims.order_by("-pk")[:SHOWN]
    ]
    told = Q(id_index=id_index(word)) | Q(phone_index=phone_index(word) or "-")
    reporters = Reporter.objects.filter(told, clue__in=seen).exclude(id_index="", phone_index="")
    hits += [
        _clue_hit(one.clue, "反映人号码相符")
        for one in reporters.select_related("clue__employer", "clue__region", "clue__officer").order_by("-pk")[:SHOWN]
    ]
    if not TAIL.fullmatch(word):
        return Group("人员", _once(hits))
    if not holds(staff, Permission.IDENTITY_UNMASK):
        return Group("人员", _once(hits), "按证件号或电话尾号查找，需要查看身份的权限。")
    record("search_by_last_digits", about=("search", "people"), by=staff, details={"digits": len(word)})
    return Group("人员", _once([*hits, *_by_tail(word.upper(), staff)]), "尾号只在您有权查看身份的在办线索中查找。")


def _by_tail(tail: str, staff: Staff) -> list[Hit]:
    mine = clues_for(staff, Permission.IDENTITY_UNMASK).filter(state__in=OPEN_STATES).order_by("-received_on", "-pk")
    keys = list(mine.values_list("pk", flat=True)[:LOOKED_AT])
    hits = []
    for one in Reporter.objects.filter(clue__in=keys).select_related("clue__employer", "clue__region", "clue__officer"):
        if one.id_number.upper().endswith(tail) or one.phone.endswith(tail):
            hits.append(_clue_hit(one.clue, f"反映人 {mask_name(one.name)} {mask_phone(one.phone)}"))
    rows = Claim.objects.filter(clue__in=keys).select_related(
        "worker", "clue__employer", "clue__region", "clue__officer"
    )
    for claim in rows:
        worker = claim.worker
        if worker.id_number.upper().endswith(tail) or worker.phone.endswith(tail):
            hits.append(_clue_hit(claim.clue, f"劳动者 {mask_name(worker.name)} {mask_id(worker.id_number)}"))
    return hits


def _once(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple({hit.url: hit for hit in hits}.values())[:SHOWN]


def _areas(staff: Staff) -> Q:
    """Parties of the places that the person's posts are for."""
    codes = Q(pk__in=[])
    for area in {post.region_id for post in posts_of(staff)}:
        codes |= Q(region__in=within(area))
    return codes


def called(key: str) -> Q:
    """A standing other name of the party contains the word."""
    return Q(aliases__name_key__contains=key, aliases__withdrawn_on=None)


def _named(rows: QuerySet[P], word: str, *, code: str) -> QuerySet[P]:
    """By the sound of letters; else by name, other name or the whole code in that column."""
    if LETTERS.fullmatch(word.lower()):
        return rows.filter(
            pk__in=_by_sound(word, list(rows.order_by("-pk").values_list("pk", "name")[:NAMES_LOOKED_AT]))
        )
    key = name_key(word)
    named = Q(name_key__contains=key) | called(key) if key else Q(pk__in=[])
    return rows.filter(named | Q(**{code: word.upper()})).distinct()


def firms(word: str, staff: Staff) -> list[Hit]:
    """Employers of the person's places, by name, other name, pinyin or credit code."""
    rows = Employer.objects.filter(_areas(staff) | Q(region__isnull=True), merged_into__isnull=True)
    found = _named(rows, word, code="credit_code")
    return [
        Hit(one.name, reverse("officer:employer", args=[one.pk]), one.credit_code or "无信用代码")
        for one in found.order_by("name")[:SHOWN]
    ]


def projects(word: str, staff: Staff) -> list[Hit]:
    """Projects of the person's places, by name, other name, pinyin or the code on the board."""
    rows = Project.objects.filter(_areas(staff), merged_into__isnull=True).select_related("employer", "region")
    found = _named(rows, word, code="site_code")
    return [
        Hit(
            one.name,
            reverse("officer:project", args=[one.pk]),
            f"{one.region.name} {one.employer.name if one.employer else ''}",
        )
        for one in found.order_by("name")[:SHOWN]
    ]


def _by_sound(word: str, names: list[tuple[int, str]]) -> list[int]:
    return [key for key, name in names if sounds_like(word.lower(), name)][: SHOWN * 3]


def sounds_like(letters: str, name: str) -> bool:
    """Initials anywhere in the name, or whole syllables in a row: hdjz, hongda → 宏达建筑.

    >>> sounds_like("hdjz", "宏达建筑有限公司"), sounds_like("hongda", "宏达建筑有限公司"), sounds_like("zh", "宏达")
    (True, True, False)
    """
    syllables = [_syllable(sign) for sign in name]
    initials = "".join(one[:1] for one in syllables)
    if letters in initials:
        return True
    return any("".join(syllables[place:]).startswith(letters) for place in range(len(syllables)))


@lru_cache(maxsize=40_000)
def _syllable(sign: str) -> str:
    """The first reading without tone; other signs as they are."""
    reading = pinyin_dict.pinyin_dict.get(ord(sign))
    if not reading:
        return sign.lower()
    return reading.split(",")[0].translate(_TONES)


_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
