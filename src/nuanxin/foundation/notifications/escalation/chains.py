"""A message that goes on until somebody answers: begun by the act, moved on by the round, ended by the first answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.escalation.steps import (
    GROUND,
    TO_STAFF,
    Standing,
    Step,
    next_move,
    steps_from,
    usual_steps,
)
from nuanxin.foundation.notifications.models import CallTask, Chain, DeliveryReport, Message
from nuanxin.foundation.notifications.queue import About, about_of, enqueue, index_of
from nuanxin.foundation.notifications.quiet import Calendar, earliest_sending
from nuanxin.foundation.notifications.staff import merge_moment
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.working_days import calendar_for

SETTING = "notifications.chain"
USUAL_SOURCE = "本系统惯用的步骤，不是法定期限"
CALL_BACK = "2"
ANSWERED_KEYS = {"1": "按1：已收到"}
MOST = 500
_OPEN = (Message.Status.QUEUED, Message.Status.FAILED)


@dataclass(frozen=True)
class Receiver:
    """Who is to answer: a member of staff, or somebody with a telephone."""

    name: str
    phone: str
    staff: Staff | None = None


def steps_for(audience: str, region: str, on: date) -> tuple[tuple[Step, ...], str]:
    """The steps that hold in a place on a day, and where they stand written. A faulty setting is as none."""
    held = local_setting(SETTING, region, on)
    if held and isinstance(held[0], dict) and audience in held[0]:
        try:
            return steps_from(held[0][audience]), held[1] or SETTING
        except ValueError:
            pass
    return usual_steps(audience), USUAL_SOURCE


def begin_chain(
    *,
    audience: str,
    to: Receiver,
    template: str,
    values: Mapping[str, str],
    about: About,
    region: str,
    needs: Permission,
    calendar: Calendar,
) -> Chain | None:
    """Send by the first way that reaches the person and keep watch. Acts call it inside their own transaction.

    None where the place has no steps, or no way of them reaches the person: the caller then sends as it did without.
    `needs`: the right of those who see the person on the list of people to be told on the ground.
    """
    now = occasion.now().astimezone(occasion.BEIJING)
    steps, source = steps_for(audience, region, now.date())
    steps = tuple(one for one in steps if _reaches(one, to))
    kind, number = about_of(about)
    if not steps or steps[0].by == GROUND:
        return None
    chain = Chain.objects.create(
        template=template, values=json.dumps(dict(values), ensure_ascii=False), name=to.name, phone=to.phone,
        phone_index=index_of(to.phone), staff=to.staff, region_id=region, needs=needs, about_kind=kind, about_id=number,
        steps=[one.as_json() for one in steps], source=source[:200], look_at=now, started_at=now,
    )  # fmt: skip
    _send(chain, 0, at=now, calendar=calendar)
    return chain


def running_for(about: About, to: Receiver, template: str) -> bool:
    """Whether the same is already being asked of the same person."""
    kind, number = about_of(about)
    same = Chain.objects.filter(
        about_kind=kind, about_id=number, template=template, state=Chain.State.RUNNING, phone_index=index_of(to.phone)
    )
    return same.filter(staff=to.staff).exists()


def look_after_chains(*, now: datetime) -> int:
    """Go on with every chain whose time has come; how many steps were taken."""
    due = Chain.objects.filter(look_at__lte=now).order_by("look_at", "pk").values_list("pk", flat=True)[:MOST]
    return sum(_look(pk, now) for pk in list(due))


@transaction.atomic
def _look(pk: int, now: datetime) -> bool:
    chain = Chain.objects.select_for_update().filter(pk=pk, look_at__lte=now).first()
    if chain is None:
        return False
    if chain.calls.filter(done_at=None).exists():
        _look_again(chain, now + timedelta(days=1))
        return False
    steps = steps_from(chain.steps)
    move = next_move(steps, chain.at_step, _standing(chain), now)
    if move.step is None:
        _look_again(chain, move.until or now + timedelta(days=1))
        return False
    if move.step >= len(steps):
        end_chain(chain, Chain.State.ENDED, by="", words="各步骤都没有得到答复", at=now)
        return True
    calendar = calendar_for(chain.region_id)
    if steps[move.step].by == GROUND:
        opens = earliest_sending(at=now, urgent=False, calendar=calendar)
        if opens > now:
            _look_again(chain, opens)
            return False
        _to_the_ground(chain, move.step, "前面的步骤没有得到答复", now)
    else:
        _send(chain, move.step, at=now, calendar=calendar)
    return True


def _send(chain: Chain, step: int, *, at: datetime, calendar: Calendar) -> None:
    steps = steps_from(chain.steps)
    channel, staff = steps[step].by, chain.staff
    merge_at = merge_moment(staff, chain.template, at, calendar) if staff and channel == "in_site" else None
    message = enqueue(
        channel=channel,
        to=staff.username if staff and channel in TO_STAFF else chain.phone,
        template=chain.template,
        values=json.loads(chain.values),
        about=(chain.about_kind, chain.about_id),
        calendar=calendar,
        at=at,
        wait_until=merge_at,
        staff=staff if channel == "in_site" else None,
        merge_for=staff if merge_at else None,
        chain=(chain, step),
    )
    following = steps[step + 1].after_hours if step + 1 < len(steps) else 24
    chain.at_step, chain.look_at = step, message.not_before + timedelta(hours=following)
    chain.save(update_fields=["at_step", "look_at"])


def _standing(chain: Chain) -> Standing:
    """How the message of the present step stands; of one that was merged, the whole that it is part of."""
    message = chain.messages.filter(step=chain.at_step).select_related("merged_into").order_by("-pk").first()
    if message is None:
        return Standing(failed=True)
    carried = message.merged_into or message
    bad = (DeliveryReport.Outcome.UNDELIVERED, DeliveryReport.Outcome.NO_ANSWER)
    last = carried.reports.order_by("-pk").first()
    failed = carried.status == Message.Status.GAVE_UP or (last is not None and last.outcome in bad)
    return Standing(sent_at=carried.sent_at, failed=failed)


def _to_the_ground(chain: Chain, step: int, reason: str, now: datetime) -> None:
    if not chain.calls.filter(done_at=None).exists():
        CallTask.objects.create(chain=chain, region_id=chain.region_id, needs=chain.needs, reason=reason, made_at=now)
    chain.at_step = step
    _look_again(chain, now + timedelta(days=1))


def _look_again(chain: Chain, at: datetime) -> None:
    chain.look_at = at
    chain.save(update_fields=["at_step", "look_at"])


def _reaches(step: Step, to: Receiver) -> bool:
    """Whether this way leads to the person. Where suppliers are set up at all, a way without one leads nowhere."""
    if step.by == GROUND:
        return True
    if step.by in TO_STAFF and to.staff is None:
        return False
    if step.by not in TO_STAFF and not is_mobile(to.phone):
        return False
    given: dict[str, Sequence[object]] = getattr(settings, "NUANXIN_MESSAGE_SUPPLIERS", {})
    return step.by == "in_site" or not given or bool(given.get(step.by))


def end_chain(chain: Chain, state: Chain.State, *, by: str, words: str, at: datetime) -> bool:
    """The first end stands; what still waits in the outbox is not sent any more."""
    ended = Chain.objects.filter(pk=chain.pk, state=Chain.State.RUNNING).update(
        state=state, answered_by=by[:16], answer=words[:200], ended_at=at, look_at=None
    )
    if ended:
        waiting = Message.objects.filter(chain=chain, status__in=_OPEN, claim="")
        why = "已经答复，不再发送" if state == Chain.State.ANSWERED else words[:300]
        waiting.update(status=Message.Status.GAVE_UP, next_try_at=None, last_error=why, waits_for="")
    return bool(ended)


def answer_chains(*, about: About, by: str, words: str, phone: str = "", template: str = "") -> int:
    """Whoever was asked has answered elsewhere (on the page, on the telephone); how many chains that ends."""
    rows = _running(about, template)
    if phone:
        rows = rows.filter(phone_index=index_of(phone))
    return _end_all(rows, Chain.State.ANSWERED, by=by, words=words)


def stop_chains(*, about: About, why: str, template: str = "") -> int:
    """What they ask is settled or called off."""
    return _end_all(_running(about, template), Chain.State.STOPPED, by="", words=why)


def _running(about: About, template: str) -> QuerySet[Chain]:
    kind, number = about_of(about)
    rows = Chain.objects.filter(about_kind=kind, about_id=number, state=Chain.State.RUNNING)
    return rows.filter(template=template) if template else rows


def _end_all(rows: QuerySet[Chain], state: Chain.State, *, by: str, words: str) -> int:
    now = occasion.now()
    return sum(end_chain(chain, state, by=by, words=words, at=now) for chain in rows)


def answered_by_reading(messages: Collection[int], *, at: datetime) -> int:
    """These messages in somebody's box were read: the chains that sent them, or parts of them, have their answer."""
    rows = Chain.objects.filter(state=Chain.State.RUNNING)
    own = Message.objects.filter(pk__in=messages, chain__isnull=False).values("chain")
    parts = Message.objects.filter(merged_into__in=messages, chain__isnull=False).values("chain")
    found = list(rows.filter(pk__in=own)) + list(rows.filter(pk__in=parts))
    return sum(end_chain(one, Chain.State.ANSWERED, by="in_site", words="已在站内阅读", at=at) for one in found)


def heard(report: DeliveryReport) -> None:
    """What a delivery report means to the chain: an answer, a wish to be called, or go on at once. Inside a transaction."""
    message = report.message
    chain = Chain.objects.select_for_update().filter(messages=message, state=Chain.State.RUNNING).first()
    if chain is None:
        return
    outcome, at, seen = report.outcome, report.happened_at, DeliveryReport.Outcome
    if outcome == seen.KEY and report.key in ANSWERED_KEYS:
        end_chain(chain, Chain.State.ANSWERED, by=message.channel, words=ANSWERED_KEYS[report.key], at=at)
    elif outcome == seen.KEY and report.key == CALL_BACK:
        _to_the_ground(chain, len(chain.steps) - 1, "按2：请回电", occasion.now())
    elif outcome in (seen.READ, seen.REPLY):
        words = f"已回复：{report.words}" if outcome == seen.REPLY else "已读"
        end_chain(chain, Chain.State.ANSWERED, by=message.channel, words=words, at=at)
    elif outcome in (seen.UNDELIVERED, seen.NO_ANSWER) and message.step == chain.at_step:
        _look_again(chain, occasion.now())
