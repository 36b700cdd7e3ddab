"""Drafting exactly what will be public, publishing it after it was looked at, correcting it, taking it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.credit.disclosure.duties import persons_on_file, settle, standing_entry
from nuanxin.rights.credit.disclosure.models import (
    DisclosedDecision,
    DisclosureDuty,
    DisclosureWithdrawal,
    DutyState,
)
from nuanxin.rights.credit.disclosure.states import RULE
from nuanxin.rights.credit.disclosure.wording import leaks, public_text, surname_only
from nuanxin.rights.intake.thread import write_down

PRIVATE = f"{RULE}；政府信息公开条例第十五条"
_TEXTS = ("matter", "facts", "basis", "content")


@dataclass(frozen=True)
class Written:
    """What the officer wrote: the texts as they are on file, and what must not be read in them."""

    matter: str
    facts: str
    basis: str
    content: str
    natural: bool = False
    names: Sequence[str] = field(default=())
    secrets: Sequence[str] = field(default=())


def locked_duty(duty: DisclosureDuty, permission: Permission, by: Staff, doing: str) -> DisclosureDuty:
    """The duty as it stands now, held until the act ends; the right over what the unit publishes is asked."""
    held = DisclosureDuty.objects.select_for_update(of=("self",)).select_related("unit", "case__clue__employer").get(
        pk=duty.pk
    )  # fmt: skip
    facts = FileFacts(held.region_id, held.unit_id, held.case.officer_id)
    must(by, permission, facts, doing=doing)
    return held


@transaction.atomic
def draft_disclosure(
    *, duty: DisclosureDuty, written: Written, by: Staff, on: date, reason: str = ""
) -> DisclosedDecision:
    """Write down what will be public, masked; nothing is public yet. A new draft takes the place of the one before.

    reason: why, where a published text is to be corrected.
    """
    held = locked_duty(duty, Permission.CREDIT_MANAGE, by, "拟定执法决定公示")
    doing, public = f"不能拟定{held}的公示", standing_entry(held)
    if held.dropped_on or held.state in (DutyState.WITHHELD, DutyState.WITHDRAWN, DutyState.ASKED):
        raise Refusal(doing, why=f"现在的状态是“{held.get_state_display()}”", remedy="请核对", cites=RULE)
    if not all(getattr(written, name).strip() for name in _TEXTS):
        raise Refusal(doing, why="案由、事实、依据、内容没有写全", remedy="请补充", cites=RULE)
    if public and not reason.strip():
        raise Refusal(doing, why="更正已经公示的内容须写明理由", remedy="请写明", cites=RULE)
    values = _as_public(held, written, doing)
    kept = {"replaces": public, "reason": reason.strip()[:300] if public else "", "drafted_on": on, "drafted_by": by}
    entry, _ = DisclosedDecision.objects.update_or_create(duty=held, published_on=None, defaults={**values, **kept})
    record("draft_disclosure", about=entry, by=by, details={"duty": held.pk, "digest": digest_of(entry), "on": on})
    return entry


def _as_public(duty: DisclosureDuty, written: Written, doing: str) -> dict[str, object]:
    """The columns of the public text. Refusal where a person or a secret would still be read in it."""
    employer = duty.case.clue.employer
    names, secrets = {*persons_on_file(duty), *written.names}, written.secrets
    if written.natural:
        names.add(duty.party)
    kept = "" if written.natural else duty.party
    texts = {
        name: public_text(getattr(written, name).strip(), names=names, secrets=secrets, kept=kept) for name in _TEXTS
    }
    if found := leaks(*texts.values(), names=names, secrets=secrets, kept=kept):
        why = f"内容中还有{len(found)}处姓名、商业秘密，或者像证件号码、电话、银行账号的数字"
        raise Refusal(doing, why=why, remedy="请删去：公示不含个人信息", cites=PRIVATE)
    code = employer.credit_code or "" if employer and not written.natural else ""
    said = {"names": sorted(filter(None, map(str.strip, written.names))), "secrets": [s for s in secrets if s.strip()]}
    party = surname_only(duty.party) if written.natural else duty.party
    return {**texts, **said, "party": party, "credit_code": code, "natural": written.natural}


def public_cells(entry: DisclosedDecision) -> list[tuple[str, str]]:
    """Every word that anybody may read of a decision, with its heading: the page, the preview and the digest all ask here."""
    duty = entry.duty
    return [
        ("当事人", entry.party),
        ("统一社会信用代码", entry.credit_code),
        ("决定书文号", duty.number),
        ("决定种类", duty.get_kind_display()),
        ("案由", entry.matter),
        ("主要违法事实", entry.facts),
        ("处理、处罚依据", entry.basis),
        ("决定内容", entry.content),
        ("执法机关", duty.unit.name),
        ("作出决定日期", duty.decided_on.isoformat()),
    ]


def digest_of(entry: DisclosedDecision) -> str:
    """What the officer looked at: SM3 of the public words."""
    return sm3(json.dumps(public_cells(entry), ensure_ascii=False).encode()).hex()


@transaction.atomic
def publish_decision(*, entry: DisclosedDecision, seen: str, by: Staff, on: date) -> DisclosedDecision:
    """Make the draft public as it was looked at. seen: its digest on the page; another one means that it changed meanwhile."""
    held = locked_duty(entry.duty, Permission.CREDIT_MANAGE, by, "公示执法决定")
    entry = DisclosedDecision.objects.select_related("duty__unit", "replaces").get(pk=entry.pk)
    doing, public = f"不能公示{held}", standing_entry(held)
    if entry.published_on or (entry.replaces_id or None) != (public.pk if public else None):
        raise Refusal(doing, why="已经公示，或者公示的内容已经变动", remedy="请刷新后核对", cites=RULE)
    if held.dropped_on or held.state not in (DutyState.DUE, DutyState.PUBLISHED):
        raise Refusal(doing, why=f"现在的状态是“{held.get_state_display()}”", remedy="请核对", cites=RULE)
    if seen != digest_of(entry):
        raise Refusal(doing, why="您预览以后内容又有改动", remedy="请重新预览", cites=RULE)
    entry.published_on, entry.published_by = on, by
    entry.save(update_fields=["published_on", "published_by"])
    settle(held, by, on)
    word = "更正公示" if entry.replaces_id else "公示"
    details = {"duty": held.pk, "entry": entry.pk}
    write_down("disclose_decision", clue=held.case.clue, by=by, on=on, text=f"{word}{held}", details=details)
    record("publish_decision", about=entry, by=by, reason=entry.reason, details={**details, "digest": seen, "on": on})
    return entry


@transaction.atomic
def withdraw_disclosure(
    *, entry: DisclosedDecision, cause: str, reason: str, by: Staff, on: date
) -> DisclosureWithdrawal:
    """Take a published decision back; the reason is shown in its place. Wrong information leaves the duty open."""
    held = locked_duty(entry.duty, Permission.CREDIT_MANAGE, by, "撤回执法决定公示")
    doing, public = f"不能撤回{held}的公示", standing_entry(held)
    if public is None or public.pk != entry.pk or cause not in DisclosureWithdrawal.Cause.values:
        raise Refusal(doing, why="现在公示的不是这一条，或者没有选择原因", remedy="请刷新后核对", cites=RULE)
    names = {*persons_on_file(held), *entry.names, *([held.party] if entry.natural else [])}
    kept = "" if entry.natural else held.party
    said = public_text(reason.strip(), names=names, secrets=entry.secrets, kept=kept)[:300]
    if not said or leaks(said, names=names, secrets=entry.secrets, kept=kept):
        raise Refusal(doing, why="没有写明理由，或者理由中有个人信息", remedy="理由会向社会公开，请核对", cites=PRIVATE)
    row = DisclosureWithdrawal.objects.create(entry=entry, cause=cause, reason=said, withdrawn_on=on, by=by)
    DisclosedDecision.objects.filter(duty=held, published_on=None).update(replaces=None, reason="")
    settle(held, by, on)
    details = {"duty": held.pk, "entry": entry.pk, "cause": cause}
    write_down("withdraw_disclosure", clue=held.case.clue, by=by, on=on, text=f"撤回{held}的公示", details=details)
    record("withdraw_disclosure", about=row, by=by, reason=said, details={**details, "on": on})
    return row
