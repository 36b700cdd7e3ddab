"""A chain and single messages as pages show them: every step with when, what came of it, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from nuanxin.foundation.common.masking import mask_name, mask_phone
from nuanxin.foundation.notifications.escalation.steps import GROUND, NAMES, steps_from
from nuanxin.foundation.notifications.models import CallTask, Chain, DeliveryReport, Message
from nuanxin.foundation.notifications.texts import text

MOST = 100  # messages shown of one file


@dataclass(frozen=True)
class ShownStep:
    """One step: its way, its place in time, how it stands, what was heard, and its message where there is one."""

    name: str
    after_hours: int
    state: str
    at: datetime | None
    heard: tuple[str, ...]
    message: int | None
    light: str  # done, now, ahead


@dataclass(frozen=True)
class ShownChain:
    chain: Chain
    purpose: str
    name: str
    to: str
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True)
class ShownMessage:
    message: Message
    purpose: str
    to: str
    heard: tuple[str, ...]


def chains_about(abouts: Collection[tuple[str, int]]) -> list[ShownChain]:
    """The chains about these, newest first, names and numbers masked."""
    return shown(Chain.objects.filter(_about(abouts)).order_by("-pk")[:MOST])


def shown(chains: Iterable[Chain]) -> list[ShownChain]:
    """These chains with their steps; three questions to the database however many they are."""
    rows = list(chains)
    messages = list(Message.objects.filter(chain__in=rows).select_related("merged_into").order_by("pk"))
    told = _heard([one.merged_into or one for one in messages])
    calls = list(CallTask.objects.filter(chain__in=rows).select_related("done_by").order_by("pk"))
    return [
        ShownChain(
            chain, text(chain.template).purpose, mask_name(chain.name), mask_phone(chain.phone),
            tuple(_steps(chain, [m for m in messages if m.chain_id == chain.pk], told,
                         [c for c in calls if c.chain_id == chain.pk])),
        )
        for chain in rows
    ]  # fmt: skip


def messages_about(abouts: Collection[tuple[str, int]]) -> list[ShownMessage]:
    """Single messages about these that belong to no chain, newest first."""
    rows = list(Message.objects.filter(_about(abouts), chain=None).select_related("merged_into").order_by("-pk")[:MOST])
    told = _heard([one.merged_into or one for one in rows])
    return [
        ShownMessage(one, text(one.template).purpose, masked(one), told.get((one.merged_into or one).pk, ()))
        for one in rows
    ]


def masked(message: Message) -> str:
    """The address, numbers masked; a box on the site is named as it is."""
    return message.to if message.channel in ("in_site", "gov_im", "station_screen") else mask_phone(message.to)


def _about(abouts: Collection[tuple[str, int]]) -> Q:
    seen = Q(pk__in=[])
    for kind in {kind for kind, _ in abouts}:
        seen |= Q(about_kind=kind, about_id__in=[number for one, number in abouts if one == kind])
    return seen


def _heard(messages: Sequence[Message]) -> dict[int, tuple[str, ...]]:
    told: dict[int, tuple[str, ...]] = {}
    for row in DeliveryReport.objects.filter(message__in=messages).order_by("happened_at", "pk"):
        words = (
            row.get_outcome_display() + (f" {row.key}" if row.key else "") + (f"（{row.words}）" if row.words else "")
        )
        told[row.message_id] = (*told.get(row.message_id, ()), words)
    return told


def _steps(
    chain: Chain, messages: Sequence[Message], told: dict[int, tuple[str, ...]], calls: Sequence[CallTask]
) -> list[ShownStep]:
    found = {one.step: one for one in messages}
    running = chain.state == Chain.State.RUNNING
    steps = []
    for place, step in enumerate(steps_from(chain.steps)):
        light = "done" if place < chain.at_step else "now" if place == chain.at_step and running else "done"
        if step.by == GROUND:
            steps.append(_on_the_ground(step.after_hours, calls, running=running))
        elif message := found.get(place):
            carried = message.merged_into or message
            heard = told.get(carried.pk, ()) + (("本人已读",) if carried.read_at else ())
            state = f"已并入{carried.get_status_display()}的合并提醒" if message.merged_into else _state(message)
            at = carried.sent_at or carried.next_try_at
            steps.append(ShownStep(NAMES[step.by], step.after_hours, state, at, heard, message.pk, light))
        else:
            state = "还没有到" if running else "没有用到"
            steps.append(ShownStep(NAMES[step.by], step.after_hours, state, None, (), None, "ahead"))
    return steps


def _state(message: Message) -> str:
    why = message.waits_for or (message.last_error if message.status in ("failed", "gave_up") else "")
    return message.get_status_display() + (f"：{why}" if why else "")


def _on_the_ground(after_hours: int, calls: Sequence[CallTask], *, running: bool) -> ShownStep:
    if not calls:
        return ShownStep(NAMES[GROUND], after_hours, "还没有到" if running else "没有用到", None, (), None, "ahead")
    last = calls[-1]
    if last.done_at is None:
        return ShownStep(NAMES[GROUND], after_hours, f"待办：{last.reason}", last.made_at, (), None, "now")
    who = last.done_by.name if last.done_by else ""
    heard = (f"{last.words}（{who}）",)
    return ShownStep(NAMES[GROUND], after_hours, last.get_result_display(), last.done_at, heard, None, "done")
