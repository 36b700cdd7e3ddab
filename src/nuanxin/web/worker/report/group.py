"""Several workers, one claim: a link for the group chat; everyone states his own sum and signs, and sees nobody else's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.drafts import group_claims, join_group, open_group
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.pairs import ClaimDraft
from nuanxin.rights.intake.personal.consents import IDENTITY, NOTICE
from nuanxin.rights.intake.registration import COLLECTIVE_FROM, ClaimFacts
from nuanxin.rights.intake.registration.joining import clue_of_group, group_code_of, hand_in_group, join_clue
from nuanxin.web.worker import opened
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report import later
from nuanxin.web.worker.report.answers import Answers, part
from nuanxin.web.worker.report.forms import Joined
from nuanxin.web.worker.tries import address, count

GROUP = "group"
MIGRANT = {"yes": True, "no": False}
JOINS_AN_HOUR = 300  # from one address: a whole crew may share one


@dataclass(frozen=True)
class GroupLine:
    """A worker as the representative sees him."""

    name: str
    amount_fen: int | None


@dataclass(frozen=True)
class Group:
    """The link and who is in: `lines` and sum are for the representative alone."""

    url: str
    persons: int
    total_fen: int
    lines: tuple[GroupLine, ...] = ()

    @property
    def collective(self) -> bool:
        return self.persons >= COLLECTIVE_FROM


def joined(answers: Answers) -> tuple[ClaimFacts, ...]:
    """Who joined by the link, the representative left out should he have tried it himself."""
    me = part(answers, "me")
    return tuple(one for one in group_claims(answers.get(GROUP, "")) if one.phone != me.get("phone"))


def shown(request: HttpRequest, answers: Answers) -> Group:
    """The box on the check page."""
    own = GroupLine(part(answers, "me").get("name", ""), part(answers, "amount").get("amount"))
    return _group(request, answers.get(GROUP, ""), [own, *(GroupLine(c.name, c.amount_fen) for c in joined(answers))])


def of_clue(request: HttpRequest, clue: Clue) -> Group | None:
    """The box on receipt and file page, for the representative: he holds the query code. Workmates see their own line."""
    code = group_code_of(clue)
    if not code or clue.state not in OPEN_STATES or not opened.has_code(request):
        return None
    rows = Claim.objects.filter(clue=clue, withdrawn_on__isnull=True).select_related("worker").order_by("pk")
    return _group(request, code, [GroupLine(row.worker.name, row.claimed_fen) for row in rows])


def _group(request: HttpRequest, code: str, lines: Iterable[GroupLine]) -> Group:
    rows = tuple(lines)
    url = request.build_absolute_uri(reverse("worker:join", args=[code])) if code else ""
    return Group(url, len(rows), sum(row.amount_fen or 0 for row in rows), rows)


@require_POST
def open_link(request: HttpRequest) -> HttpResponse:
    """Make the link. The report is kept in the house from here on, so that workmates find it."""
    answers = kept.read(request)
    phone = part(answers, "me").get("phone", "")
    if not phone:
        return redirect("worker:check")
    try:
        if later.DRAFT not in answers:
            later.start_draft(answers, phone)
        answers[GROUP] = open_group(**answers[later.DRAFT])
    except (Refusal, BadInput) as wrong:
        messages.error(request, str(wrong))
    kept.keep(request, answers)
    return redirect("worker:check")


def sent(answers: Answers, clue: Clue) -> None:
    """The report became a clue: the link leads there now, drafts go."""
    code = answers.get(GROUP, "")
    if code:
        clue.notes = {**clue.notes, "group": code}
        clue.save(update_fields=["notes"])
        hand_in_group(group_code=code, clue=clue)
    else:
        later.drop(answers)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What a workmate sees behind the link: four fields and a signature."""
    clue = clue_of_group(code)
    form = Joined(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if count("join", address(request)) > JOINS_AN_HOUR:
            form.add_error(None, _("这里提交得太多了，请过一小时再试，或者打 12333。"))
        else:
            try:
                _join(code, clue, _facts(form.cleaned_data))
            except Refusal as refused:
                form.add_error(None, f"{refused.what}。{refused.remedy}。")
            except BadInput as wrong:
                form.add_error("phone", "；".join(fault.message for fault in wrong.faults))
            else:
                request.session["joined"] = {"number": clue.number if clue else "", "code": code}
                return redirect("worker:joined")
    void = clue is None and not _lives(code)
    drawn = {"form": form, "void": void, "back_url": ""}
    return render(request, "worker/join.html", drawn, status=404 if void else 422 if form.is_bound else 200)


def _lives(code: str) -> bool:
    return ClaimDraft.objects.filter(group_code=code).exclude(group_code="").exists()


def _join(code: str, clue: Clue | None, facts: ClaimFacts) -> None:
    if clue is None:
        join_group(group_code=code, claim=facts)
    else:
        join_clue(clue=clue.merged_into or clue, claim=replace(facts, cosigned=True), on=occasion.today())


def _facts(said: dict[str, Any]) -> ClaimFacts:
    return ClaimFacts(
        name=said["name"].strip(),
        id_number=said["id_number"],
        phone=said["phone"],
        amount_fen=said["amount"],
        migrant=MIGRANT.get(said["migrant"]),
        cosigned=True,
        consents=(NOTICE, IDENTITY) if said["id_number"] else (NOTICE,),
    )


@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """Signed: what comes next for him."""
    done = request.session.get("joined")
    return render(request, "worker/joined.html", {"done": done}) if done else redirect("worker:home")
