"""Joining a group claim after it was handed in: the link lives on for thirty days, every worker signs for his own amount."""

from __future__ import annotations

import json
from datetime import date

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.parties.models import id_index, phone_index
from nuanxin.foundation.vault.fields import seal, unseal
from nuanxin.rights.intake.alerts.raising import raise_flag
from nuanxin.rights.intake.drafts import PURPOSE, close_group
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.pairs import ClaimDraft
from nuanxin.rights.intake.registration.facts import ClaimFacts
from nuanxin.rights.intake.registration.linking import workers_for
from nuanxin.rights.intake.registration.registering import COLLECTIVE_FROM, consent_of_workmate
from nuanxin.rights.intake.thread import locked, must_be_open, write_down

_HANDED_IN = "clue"  # stands where a draft has the digest of its code: no draft, the sign-post to the clue


@transaction.atomic
def hand_in_group(*, group_code: str, clue: Clue) -> None:
    """The group claim was registered: its drafts go, a sign-post from the code to the clue stays."""
    close_group(group_code)
    ClaimDraft.objects.create(
        phone_index="",
        code_digest=_HANDED_IN,
        answers=seal(json.dumps({"clue": clue.pk}), PURPOSE),
        group_code=group_code,
        touched_at=occasion.now(),
    )


def clue_of_group(group_code: str) -> Clue | None:
    """The clue that a group's link leads to; None while it was not handed in."""
    post = ClaimDraft.objects.filter(group_code=group_code, code_digest=_HANDED_IN).exclude(group_code="").first()
    return Clue.objects.filter(pk=json.loads(unseal(post.answers, PURPOSE))["clue"]).first() if post else None


def group_code_of(clue: Clue) -> str:
    """The code of the link by which workers still join; empty where there is none."""
    return str(clue.notes.get("group", ""))


@transaction.atomic
def join_clue(*, clue: Clue, claim: ClaimFacts, on: date) -> Claim:
    """One more worker on a claim that runs. Who is on it already changes his own amount only by asking the officer."""
    clue = locked(clue)
    must_be_open(clue, doing="加入", on=on)
    if not claim.name.strip() or not claim.phone.strip():
        raise BadInput(Fault("没有姓名或者电话", column="姓名"))
    _not_there_yet(clue, claim)
    worker = workers_for([claim])[0]
    row, made = Claim.objects.get_or_create(
        clue=clue,
        worker=worker,
        defaults={
            "claimed_fen": claim.amount_fen,
            "owed_from": claim.owed_from or clue.owed_from,
            "owed_to": claim.owed_to or clue.owed_to,
            "work": claim.work[:60],
            "cosigned_at": occasion.now(),
        },
    )
    if made:
        consent_of_workmate(row, claim, on)
        keep_earlier(clue, on=on)
        _count(clue, claim)
        said = f"{yuan(claim.amount_fen)}元" if claim.amount_fen is not None else "金额不清楚"
        write_down(
            "join_clue", clue=clue, by=None, on=on, text=f"一名劳动者加入，主张{said}", details={"claim": row.pk}
        )
    return row


def _not_there_yet(clue: Clue, claim: ClaimFacts) -> None:
    numbers, phones = id_index(claim.id_number), phone_index(claim.phone)
    for row in clue.claims.filter(withdrawn_on__isnull=True).select_related("worker"):
        same_person = row.worker.name == claim.name and row.worker.phone_index == phones
        if same_person or (numbers and row.worker.id_index == numbers):
            raise Refusal("您已经在名单里了", why="同一个人只登记一次", remedy="要改钱数，请打电话给办案人员")


def _count(clue: Clue, claim: ClaimFacts) -> None:
    """The head of the file follows its roster: persons never fewer than lines, the amount the sum where it was one."""
    lines = list(clue.claims.filter(withdrawn_on__isnull=True).values_list("claimed_fen", "worker__migrant"))
    amounts = [fen for fen, _ in lines]
    clue.persons = max(clue.persons or 0, len(lines))
    if None not in amounts:
        clue.amount_fen = sum(fen or 0 for fen in amounts)
    if clue.migrant_persons is not None and claim.migrant:
        clue.migrant_persons = min(clue.persons, clue.migrant_persons + 1)
    grown = clue.persons >= COLLECTIVE_FROM and not clue.notes.get("collective")
    if grown:
        clue.notes = {**clue.notes, "collective": True}
    clue.save(update_fields=["persons", "amount_fen", "migrant_persons", "notes"])
    if grown:
        raise_flag(clue=clue, text="", persons=clue.persons)
