"""Everything the house holds about the worker and his report: to read, and to take away as JSON (个人信息保护法 第四十五条).

Code and telephone together: who finds a slip of paper with a code learns nothing more than the progress page. One code opens
one report: a telephone written into somebody else's report would otherwise open all of his.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.parties.models import phone_index
from nuanxin.rights.cases.money import Confirmation, Payment, Verification
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.personal.consents import PURPOSES, consents_of
from nuanxin.rights.intake.personal.held import Held, held_on_clue
from nuanxin.rights.intake.personal.records import ConsentRecord, PersonalCorrection
from nuanxin.rights.intake.progress import progress_facts
from nuanxin.rights.intake.thread import WORKER
from nuanxin.web.worker import opened
from nuanxin.web.worker.progress.file import with_file
from nuanxin.web.worker.progress.looks import looks
from nuanxin.web.worker.report.later import Mobile
from nuanxin.web.worker.tries import forget, guessed_too_often, guessed_wrong

WHAT = "mine"
HUKOU = {True: "农村户口", False: "城镇户口", None: ""}


@dataclass(frozen=True)
class Section:
    """A block of the page and a key of the file. rows: (label, value) pairs, official data in Chinese."""

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]


@never_cache
@require_http_methods(["GET", "POST"])
@with_file
def mine(request: HttpRequest, clue: Clue) -> HttpResponse:
    """Ask for the telephone, then show; `as=json` hands out the same as a file. Nothing is kept in the session."""
    if not opened.has_code(request):
        return redirect("worker:file")
    phones = _phones(request, clue)
    form = Mobile(request.POST if request.method == "POST" and phones else None)
    back = {"back_url": reverse("worker:file"), "form": form}
    if request.method != "POST":
        return render(request, "worker/mine_ask.html", {**back, "asked": bool(phones)})
    if phones:
        if guessed_too_often(request, WHAT, clue.number):
            form.add_error(None, ValidationError(_("试错的次数太多了，请过一小时再试，或者打 12333。")))
        elif form.is_valid() and phone_index(form.cleaned_data["phone"]) not in phones:
            guessed_wrong(request, WHAT, clue.number)
            form.add_error("phone", ValidationError(_("和反映时留的手机号不一样。")))
        if form.errors:
            return render(request, "worker/mine_ask.html", {**back, "asked": True}, status=422)
        forget(WHAT, clue.number)
    return _hand_out(request, clue, form.cleaned_data["phone"] if phones else "")


def _phones(request: HttpRequest, clue: Clue) -> set[str]:
    """Blind indexes of the number that this person gave; none for a report without a number, which the code alone opens."""
    reporter, claim = opened.own_reporter(request, clue), opened.own_claim(request, clue)
    if reporter is not None:
        return {reporter.phone_index} - {""}
    if claim is not None:
        return {claim.worker.phone_index} - {""}
    return {row.phone_index for row in clue.reporters.all()} - {""}


def _hand_out(request: HttpRequest, clue: Clue, phone: str) -> HttpResponse:
    reporter = _by_phone(clue, phone) or opened.own_reporter(request, clue)
    claim = opened.own_claim(request, clue)
    if phone and claim is not None and claim.worker.phone_index != phone_index(phone):
        claim = None
    sections = sections_of(clue, reporter=reporter, claim=claim)
    held = held_on_clue(clue, reporter=reporter, claim=claim, on=occasion.today())
    as_file = request.POST.get("as") == "json"
    record("export_own_data", about=clue, by=WORKER, details={"as": "json" if as_file else "page"})
    if as_file:
        return _json(clue, sections, held)
    drawn = {
        "sections": sections,
        "held": held,
        "phone": phone,
        "consents": [one for one in _own_consents(clue, reporter, claim) if PURPOSES[one.purpose].withdrawable],
        "back_url": reverse("worker:file"),
    }
    return render(request, "worker/mine.html", drawn)


def _by_phone(clue: Clue, phone: str) -> Reporter | None:
    index = phone_index(phone)
    return clue.reporters.filter(phone_index=index).first() if index else None


def _json(clue: Clue, sections: list[Section], held: tuple[Held, ...]) -> HttpResponse:
    told: dict[str, Any] = {
        "number": clue.number,
        "made_on": occasion.today().isoformat(),
        "sections": {
            one.key: {"title": one.title, "rows": [{"label": label, "value": value} for label, value in one.rows]}
            for one in sections
        },
        "held": [
            {
                "kind": line.kind.key,
                "what": line.kind.what,
                "why": line.kind.why,
                "citation": line.citation,
                "number": line.number,
                "until": line.until,
            }
            for line in held
        ],
    }
    response = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{clue.number}.json"'
    return response


def sections_of(clue: Clue, *, reporter: Reporter | None, claim: Claim | None) -> list[Section]:
    """All that is held about this person on this clue, and nothing of anybody else."""
    return [
        Section(key, title, tuple((label, value) for label, value in rows if value))
        for key, title, rows in (
            ("person", _("您本人"), _person(reporter, claim)),
            ("report", _("您反映的"), _report(clue) if reporter else []),
            ("money", _("您的钱"), _money(claim)),
            ("files", _("您的照片、录音、文件"), _files(clue) if reporter else []),
            ("messages", _("发给您的短信"), _messages(clue, reporter, claim)),
            ("thread", _("办理情况"), [(line.on.isoformat(), line.words) for line in progress_facts(clue).lines]),
            ("looks", _("谁看过"), [(x.day.isoformat(), f"{x.unit} {x.duty} {x.what}") for x in looks(clue)]),
            ("consents", _("告知和同意"), _consents(clue, reporter, claim)),
            ("corrections", _("更正过的"), _corrections(clue, reporter, claim)),
        )
    ]


Rows = list[tuple[str, str]]


def _person(reporter: Reporter | None, claim: Claim | None) -> Rows:
    who = claim.worker if claim else reporter
    if who is None:
        return []
    return [
        (_("姓名"), who.name),
        (_("证件号码"), who.id_number),
        (_("联系电话"), who.phone),
        (_("户口"), HUKOU[who.migrant]),
    ]


def _report(clue: Clue) -> Rows:
    amount = f"{yuan(clue.amount_fen)} 元" if clue.amount_fen is not None else ""
    return [
        (_("编号"), clue.number),
        (_("收到日期"), clue.received_on.isoformat()),
        (_("用人单位"), clue.employer_said),
        (_("项目"), clue.project_said),
        (_("地点"), f"{clue.region.name} {clue.place}".strip()),
        (_("欠薪时间"), " — ".join(part for part in (clue.owed_from, clue.owed_to) if part)),
        (_("人数"), str(clue.persons or "")),
        (_("金额"), amount),
        (_("定位"), _pin(clue)),
        (_("您的话"), clue.demand),
    ]


def _pin(clue: Clue) -> str:
    pin = clue.notes.get("pin")
    return f"{pin['lat']}, {pin['lon']}（{pin['metres']} m）" if isinstance(pin, dict) else ""


def _money(claim: Claim | None) -> Rows:
    if claim is None:
        return []
    claimed = f"{yuan(claim.claimed_fen)} 元" if claim.claimed_fen is not None else ""
    rows: Rows = [(_("您说的数"), claimed)]
    for found in Verification.objects.filter(claim=claim, replaced_by__isnull=True):
        rows.append((_("核实应付"), f"{yuan(found.verified_fen)} 元"))
    for paid in Payment.objects.filter(claim=claim, withdrawn_on__isnull=True).order_by("paid_on", "pk"):
        rows.append((f"{paid.paid_on} {paid.get_source_display()}", f"{yuan(paid.amount_fen)} 元（{paid.voucher}）"))
    for said in Confirmation.objects.filter(claim=claim):
        rows.append(
            (f"{said.asked_on} {said.get_method_display()}", f"{said.get_answer_display()} {said.note}".strip())
        )
    return rows


def _files(clue: Clue) -> Rows:
    rows = clue.evidence.filter(from_worker=True).order_by("pk")
    return [(row.name, f"{row.size} B, SM3 {row.digest}") for row in rows]


def _messages(clue: Clue, reporter: Reporter | None, claim: Claim | None) -> Rows:
    own = {one.phone for one in (reporter, claim.worker if claim else None) if one and one.phone}
    rows = Message.objects.filter(about_kind="intake.clue", about_id=clue.pk, channel=Message.Channel.SMS).order_by(
        "pk"
    )
    return [(row.created_at.date().isoformat(), row.body) for row in rows if row.to in own]


def _own_consents(clue: Clue, reporter: Reporter | None, claim: Claim | None) -> list[ConsentRecord]:
    """The person's own, and nobody else's."""
    return consents_of(clue, reporter, claim) if reporter or claim else []


def _consents(clue: Clue, reporter: Reporter | None, claim: Claim | None) -> Rows:
    return [
        (
            f"{row.given_on} {PURPOSES[row.purpose].name}",
            row.wording + (f"；{row.withdrawn_on} 撤回" if row.withdrawn_on else ""),
        )
        for row in _own_consents(clue, reporter, claim)
    ]


def _corrections(clue: Clue, reporter: Reporter | None, claim: Claim | None) -> Rows:
    rows = PersonalCorrection.objects.filter(clue=clue).order_by("pk")
    own = [row for row in rows if (reporter and row.reporter_id == reporter.pk) or (claim and row.claim_id == claim.pk)]
    return [(f"{row.occurred_on} {row.get_detail_display()}", f"{row.before or '未填'} → {row.after}") for row in own]
