"""The half-filled report on the phone page: saved by telephone and code, taken up on another phone, sealed at rest.

A group draft carries a code of its own: workers join by it, each with his own amount, and none sees the others.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.phone import is_mobile, normalise_phone
from nuanxin.foundation.parties.models import phone_index
from nuanxin.foundation.vault.fields import blind_index, seal, unseal
from nuanxin.rights.intake.numbers import CODE_LETTERS
from nuanxin.rights.intake.pairs import ClaimDraft
from nuanxin.rights.intake.registration.facts import ClaimFacts

PURPOSE = "draft"
MOST_TRIES = 5
LOCK = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)
LARGEST = 64 * 1024  # characters of JSON
_NOT_FOUND = "没有找到可以继续填写的内容"


@dataclass(frozen=True)
class Saved:
    """A draft as the page knows it. `code` is shown once, when the draft is made."""

    draft_id: int
    code: str
    answers: dict[str, Any]
    group_code: str = ""


@transaction.atomic
def save_draft(*, phone: str, answers: Mapping[str, Any], group_code: str = "") -> Saved:
    """Start a draft for a mobile number; the code that comes back opens it again. BadInput for a wrong number."""
    index = _index(phone)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    draft = ClaimDraft.objects.create(
        phone_index=index,
        code_digest=_digest(index, code),
        answers=_sealed(answers),
        group_code=group_code,
        touched_at=occasion.now(),
    )
    return Saved(draft.pk, code, dict(answers), group_code)


def resume_draft(*, phone: str, code: str) -> Saved:
    """The answers again. The same refusal for an unknown number and a wrong code; five wrong codes close it for an hour.

    Not in one transaction: a wrong try must stay counted although the page is refused.
    """
    return _saved(_opened(phone, code), code)


def update_draft(*, phone: str, code: str, answers: Mapping[str, Any]) -> Saved:
    """Write the next answers. The whole set is handed over each time, so that two phones cannot half-mix theirs."""
    draft = _opened(phone, code)
    draft.answers, draft.touched_at = _sealed(answers), occasion.now()
    draft.save(update_fields=["answers", "touched_at"])
    return _saved(draft, code)


def drop_draft(*, phone: str, code: str) -> None:
    """The report was handed in, or the worker wants it gone: a draft is no official record."""
    _opened(phone, code).delete()


def drop_stale_drafts() -> int:
    """Drafts that nobody has touched for thirty days go: no more personal data than needed. How many went."""
    gone, _ = ClaimDraft.objects.filter(touched_at__lt=occasion.now() - KEPT_FOR).delete()
    return gone


def open_group(*, phone: str, code: str) -> str:
    """Make a draft a group claim; the code in the link that the representative passes on."""
    draft = _opened(phone, code)
    if not draft.group_code:
        draft.group_code = "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
        draft.save(update_fields=["group_code"])
    return draft.group_code


@transaction.atomic
def join_group(*, group_code: str, claim: ClaimFacts) -> Saved:
    """A worker states his own amount and signs for it. Once a telephone: a second time replaces his own line."""
    if not group_code or not ClaimDraft.objects.filter(group_code=group_code).exclude(code_digest="").exists():
        raise Refusal("集体登记打不开", why="链接不对或者已经提交", remedy="请向发起人核对链接")
    index = _index(claim.phone)
    line = {"claim": {**claim.__dict__, "cosigned": True}}
    ClaimDraft.objects.filter(group_code=group_code, phone_index=index, code_digest="").delete()
    draft = ClaimDraft.objects.create(
        phone_index=index, code_digest="", answers=_sealed(line), group_code=group_code, touched_at=occasion.now()
    )
    return Saved(draft.pk, "", line, group_code)


def group_claims(group_code: str) -> tuple[ClaimFacts, ...]:
    """Every line that was signed, in the order of joining: handed to `register_clue` as the roster."""
    if not group_code:
        return ()
    rows = ClaimDraft.objects.filter(group_code=group_code, code_digest="").order_by("pk")
    return tuple(_signed(row) for row in rows)


def _signed(row: ClaimDraft) -> ClaimFacts:
    """A workmate's line, with the day on which he agreed."""
    said = json.loads(unseal(row.answers, PURPOSE))["claim"]
    said["consents"] = tuple(said.get("consents", ()))
    return ClaimFacts(**{**said, "consented_on": row.touched_at.astimezone(occasion.BEIJING).date()})


def close_group(group_code: str) -> int:
    """The group claim was registered: its lines live in the ledger now, the drafts go."""
    gone, _ = ClaimDraft.objects.filter(group_code=group_code).exclude(group_code="").delete()
    return gone


def _opened(phone: str, code: str) -> ClaimDraft:
    """The draft of that number and code, counting wrong tries on every draft of the number."""
    index = _index(phone)
    mine = ClaimDraft.objects.filter(phone_index=index).exclude(code_digest="")
    now = occasion.now()
    if mine.filter(locked_until__gt=now).exists():
        raise Refusal(
            "暂时不能继续填写", why="续填码输错次数过多", remedy="请一小时以后再试，或者打12333由工作人员代填"
        )
    found = mine.filter(code_digest=_digest(index, code)).order_by("-pk").first()
    if found is None:
        mine.update(tries=F("tries") + 1)
        mine.filter(tries__gte=MOST_TRIES).update(locked_until=now + LOCK, tries=0)
        raise Refusal(_NOT_FOUND, why="电话或者续填码不对", remedy="请核对后再试，也可以重新填写")
    if found.tries:
        mine.update(tries=0)
    return found


def _index(phone: str) -> str:
    try:
        number = normalise_phone(phone)
    except ValueError as wrong:
        raise BadInput(Fault(str(wrong), column="联系电话")) from None
    if not is_mobile(number):
        raise BadInput(Fault("请填写手机号码", column="联系电话"))
    return phone_index(number)


def _digest(index: str, code: str) -> str:
    return blind_index(f"{index}:{code.strip().upper()}", "draft-code")


def _sealed(answers: Mapping[str, Any]) -> str:
    text = json.dumps(dict(answers), ensure_ascii=False)
    if len(text) > LARGEST:
        raise BadInput(Fault("填写的内容太长", remedy="照片、录音请用上传"))
    return seal(text, PURPOSE)


def _saved(draft: ClaimDraft, code: str) -> Saved:
    return Saved(draft.pk, code, json.loads(unseal(draft.answers, PURPOSE)), draft.group_code)
