"""One visit from the phones: where it stands, values side by side, answers with photos; the sheet that the employer sees."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.watch.inspection.checklists.reading import ANSWERS, checklists
from nuanxin.watch.inspection.field.deciding import conflicts_of
from nuanxin.watch.inspection.field.fields import OWN, label_of, words_of
from nuanxin.watch.inspection.field.heads import Standing
from nuanxin.watch.inspection.field.interviews import interviews_number, read_interviews
from nuanxin.watch.inspection.field.photos import open_photo
from nuanxin.watch.inspection.field.records import FieldEdit, FieldPhoto, FieldVisit
from nuanxin.watch.inspection.field.settling import AT_DESK, finding_text, stands_of
from nuanxin.web.officer.field.lists import row_of, state_words
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.patterns.record import Act, Event, Fact, Record, Section, record_page

_UNSIGNED = ("signature", "done", "place")
_SHOWN = ("officers", "met", "sector", "workforce", "migrants", "arrears_found", "arrears_persons", "arrears_fen",
          "recording", "rectify_by", "place", "finding")  # fmt: skip


@officer_page(Permission.INSPECTION_RECORD)
def field_visit(request: HttpRequest, number: int) -> HttpResponse:
    """The record of one visit."""
    row = row_of(request, number)
    stands, conflicts = stands_of(row), conflicts_of(row)
    edits = FieldEdit.objects.filter(record=row).select_related("by").order_by("pk")
    sections = [
        Section("answers", "检查清单", "officer/field/tab_answers.html", sum(k.startswith("answer:") for k in stands)),
        Section("photos", "照片", "officer/field/tab_photos.html", row.photos.count()),
        Section("edits", "全部填写", "officer/field/tab_edits.html", edits.count()),
    ]
    if conflicts:
        sections.insert(0, Section("conflicts", "不同填写", "officer/field/tab_conflicts.html", len(conflicts)))
    told = Record(
        number=f"外勤 {row.pk}",
        title=f"{row.employer.name} {row.visited_on}",
        state=state_words(row),
        acts=_acts(row),
        facts=_facts(row, stands),
        side=(("工人访谈", (Fact("访谈份数", f"{interviews_number(row)} 份，保密，另行查看"),)),),
        sections=tuple(sections),
        marks=("签名后有改动",) if changed_since_signed(stands) else (),
        events=_events(row),
    )
    context = {
        "row": row, "waits": row.waits, "conflicts": conflicts, "lists": answered(row, stands),
        "photos": photos_of(row, stands), "edits": [(e, label_of(e.field, row.visited_on), words_of(e.field, e.value)) for e in edits],
    }  # fmt: skip
    crumbs = [("工作台", "/officer/"), ("外勤检查", reverse("officer:field_visits")), (told.title, "")]
    return record_page(request, told, crumbs=crumbs, template="officer/field/visit.html", context=context)


def _acts(row: FieldVisit) -> tuple[Act, ...]:
    acts = [Act("打印检查记录", reverse("officer:field_sheet", args=[row.pk]), icon="print")]
    if row.visit and not row.visit.withdrawn_on:
        acts.insert(0, Act("检查记录", reverse("officer:visit", args=[row.visit_id]), primary=True, icon="check"))
    if AT_DESK in row.waits:
        acts.insert(
            0, Act("附到办公室的记录", reverse("officer:field_attach", args=[row.pk]), primary=True, icon="merge")
        )
    return tuple(acts)


def _facts(row: FieldVisit, stands: dict[str, Standing]) -> tuple[Fact, ...]:
    facts = [Fact("项目（标段）", row.project.name if row.project else ""), Fact("区划", row.region.name)]
    for name in _SHOWN:
        one = stands.get(name)
        if one is None or (one.agreed and one.value in (None, "")):
            continue  # what is needed and missing stands among what it waits for
        said = words_of(name, one.value) if one.agreed else "有不同填写"
        facts.append(Fact(OWN[name][0], said, kind="long" if name == "finding" else "text"))
    return tuple(facts)


def _events(row: FieldVisit) -> tuple[Event, ...]:
    keys = row.keys.select_related("by").order_by("pk")
    opened = [Event(row.received_at, "手机检查到达", key.by.name, icon="phone") for key in keys[:1]]
    joined = [Event(row.received_at, "另一部手机的同一次检查并入", key.by.name, icon="merge") for key in keys[1:]]
    chosen = FieldEdit.objects.filter(record=row).exclude(reason="").select_related("by").order_by("pk")
    return (
        *opened,
        *joined,
        *(Event(e.received_at, "选定不同填写", e.by.name, e.reason, icon="check") for e in chosen),
    )


def changed_since_signed(stands: dict[str, Standing]) -> bool:
    """Whether something that the employer signed for was changed afterwards. Photos, place and the tick do not count."""
    signed = stands.get("signature")
    if signed is None or not signed.agreed or not signed.value:
        return False
    covers = set(signed.value["covers"])
    counted = [one for name, one in stands.items() if name not in _UNSIGNED and not name.startswith("photo:")]
    return any(key not in covers for one in counted for key in one.keys)


def answered(row: FieldVisit, stands: dict[str, Standing]) -> list[dict[str, Any]]:
    """The lists of which at least one item was answered, with every item: unanswered stays "未填"."""
    photos = defaultdict(list)
    for photo, place, _ in photos_of(row, stands):
        photos[place].append(photo)
    lists = []
    for one in checklists(row.visited_on):
        items = []
        for item in one.items:
            place = f"{one.key}/{item.key}"
            said, note = stands.get(f"answer:{place}"), stands.get(f"note:{place}")
            words = "有不同填写" if said and not said.agreed else ANSWERS.get(said.value if said else "", "未填")
            items.append((item, words, note.value if note else "", photos[place]))
        if any(words != "未填" for _, words, _, _ in items):
            left = [item for item, words, _, _ in items if words == "未填"]
            said_ones = [line for line in items if line[1] != "未填"]
            lists.append({"list": one, "items": items, "answered": said_ones, "left": left, "open": len(left)})
    return lists


def photos_of(row: FieldVisit, stands: dict[str, Standing]) -> list[tuple[FieldPhoto, str, str]]:
    """(photo, the place it belongs to, words); those taken away again are left out."""
    found = []
    for photo in FieldPhoto.objects.filter(record=row).order_by("pk"):
        place = stands.get(f"photo:{photo.key}")
        if photo.kind == FieldPhoto.Kind.SIGNATURE:
            found.append((photo, "signature", "用人单位签名"))
        elif place is None or any(change.value for change in place.changes):
            found.append((photo, (place.value or "") if place else "", "" if photo.path else "还没有传完"))
    return found


@officer_page(Permission.INSPECTION_RECORD)
def field_interviews(request: HttpRequest, number: int) -> HttpResponse:
    """The workers' words, after a press on the button that says that it is on record."""
    only_post(request)
    row = row_of(request, number)
    rows = read_interviews(row=row, by=me(request))
    context = {"row": row, "interviews": rows, "title": "工人访谈（保密）"}
    return render(request, "officer/field/interviews.html", context)


@officer_page(Permission.INSPECTION_RECORD)
def field_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The record of the visit as the employer gets it: no interview, no name of a worker."""
    row = row_of(request, number)
    stands = stands_of(row)
    values = {name: one.value for name, one in stands.items() if one.agreed}
    signed = values.get("signature") or {}
    seal = FieldPhoto.objects.filter(record=row, key=signed["photo"]).exclude(path="").first() if signed else None
    context = {
        "row": row,
        "title": "劳动保障现场检查记录",
        "facts": [
            (OWN[name][0], words_of(name, values[name]))
            for name in _SHOWN
            if name not in ("place", "finding") and values.get(name) not in (None, "")
        ],
        "finding": row.visit.finding if row.visit else finding_text(values, row.visited_on),
        "lists": answered(row, stands),
        "signature": seal,
        "signer": signed.get("name", ""),
        "changed": changed_since_signed(stands),
    }
    return render(request, "officer/field/sheet.html", context)


@officer_page(Permission.INSPECTION_RECORD)
def field_photo(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """One picture, for whoever may fill in visits there."""
    row = row_of(request, number)
    photo = FieldPhoto.objects.select_related("record").filter(record=row, key=key).first()
    if photo is None:
        raise NotFound("没有找到这张照片", remedy="请从外勤检查打开")
    response = HttpResponse(open_photo(row=photo, by=me(request)), content_type=photo.media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
