"""One thread between the unit that leads and a unit that takes part: asked, answered, pressed, handed back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nuanxin.command.campaigns.opened.seeing import may_report
from nuanxin.command.campaigns.seeing import may_manage
from nuanxin.command.campaigns.taking_part.models import Participant, ThreadEntry
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Staff, Unit

Kind = ThreadEntry.Kind
FROM_ABOVE = (Kind.TOLD, Kind.ANSWERED, Kind.PRESSED)
FROM_BELOW = (Kind.ASKED, Kind.HANDED_BACK)


@transaction.atomic
def say(
    *, participant: Participant, kind: ThreadEntry.Kind, text: str, by: Staff, at: datetime, answers: ThreadEntry | None = None
) -> ThreadEntry:  # fmt: skip
    """Put a word on the thread for the side that the person speaks for. An answer names what it answers."""
    side = side_of(participant, by, kind)
    if not text.strip():
        raise Refusal("不能发出", why="没有内容", remedy="请写明事项")
    if answers is not None and (answers.participant_id != participant.pk or answers.kind != Kind.ASKED):
        raise Refusal("不能答复", why="答复的不是本单位的请示", remedy="请从请示处点“答复”")
    row = ThreadEntry.objects.create(
        participant=participant, kind=kind, text=text.strip(), unit=side, at=at, by=by, answers=answers
    )
    other = participant.unit if kind in FROM_ABOVE else participant.campaign.unit
    values = {"title": participant.campaign.title[:60], "unit": side.short_name or side.name, "kind": str(kind.label)}
    tell_unit(other, "campaign_word", values, participant)
    record("say_on_campaign_thread", about=participant, by=by, details={"kind": kind.value})
    return row


def side_of(participant: Participant, by: Staff, kind: ThreadEntry.Kind) -> Unit:
    """The unit in whose name this kind of word is said by the person. NotAllowed for who stands on neither side."""
    if kind in FROM_ABOVE and may_manage(by, participant.campaign.unit):
        return participant.campaign.unit
    if kind in FROM_BELOW and may_report(by, participant.unit):
        return participant.unit
    raise NotAllowed("您不能在这里发言", why="您不代表牵头单位或参加单位", remedy="请转给本单位的联络员")
