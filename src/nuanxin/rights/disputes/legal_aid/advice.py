"""The advice desk (12348, 12333, window, station): a log of who asked what, answer cards, and one press into a clue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidStation
from nuanxin.rights.disputes.legal_aid.sharing import persons_of, share_request, why_share
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue

_CARDS = Path(__file__).with_name("answer_cards.yaml")
_CHANNELS = {
    "12348": Channel.P12348,
    "12333": Channel.P12333,
    "window": Channel.VISIT,
    "station": Channel.VISIT,
    "web": Channel.WEB,
}


class Card(BaseModel):
    """One answer in plain words and the article it stands on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str
    title: str
    says: str
    cites: str


@cache
def cards() -> tuple[Card, ...]:
    """Every answer card, in the order of the file."""
    return tuple(Card.model_validate(one) for one in yaml.safe_load(_CARDS.read_text(encoding="utf-8")))


def card_named(key: str) -> Card | None:
    return next((one for one in cards() if one.key == key), None)


@dataclass(frozen=True)
class Asked:
    """What was asked and answered. Blank means not said; money in 分; months as 2023-09."""

    way: str
    region: str
    question: str
    outcome: str = "answered"
    name: str = ""
    phone: str = ""
    migrant: bool | None = None
    employer: str = ""
    project: str = ""
    persons: int | None = None
    amount_fen: int | None = None
    owed_from: str = ""
    owed_to: str = ""
    card: str = ""
    answer: str = ""


def advice_faults(asked: Asked) -> list[Fault]:
    """Everything that keeps an entry out of the log. Pure."""
    faults = []
    if not asked.question.strip():
        faults.append(Fault("没有填写", column="咨询内容"))
    if not asked.card and not asked.answer.strip():
        faults.append(Fault("没有选答复卡，也没有写答复内容", column="答复内容"))
    if asked.card and card_named(asked.card) is None:
        faults.append(Fault("没有这张答复卡", column="答复卡"))
    if asked.phone.strip():
        try:
            normalise_phone(asked.phone)
        except ValueError as wrong:
            faults.append(Fault(str(wrong), column="联系电话"))
    for column, text in (("欠薪起", asked.owed_from), ("欠薪止", asked.owed_to)):
        if text.strip():
            try:
                Month.parse(text)
            except ValueError as wrong:
                faults.append(Fault(str(wrong), column=column))
    return faults


@transaction.atomic
def log_advice(
    *, unit: Unit, asked: Asked, by: Staff, on: date, asked_on: date | None = None, station: AidStation | None = None
) -> AidAdvice:
    """One line of the log. BadInput names every fault; Refusal where the right is missing or the day lies ahead."""
    must(by, Permission.FILE_HANDLE, FileFacts(unit.region_id, unit.pk, by.pk), doing="登记法律咨询")
    if asked_on and asked_on > on:
        raise Refusal("不能登记咨询", why=f"咨询日期{asked_on}在今天之后", remedy="请核对日期")
    if faults := advice_faults(asked):
        raise BadInput(faults)
    region = Region.objects.filter(pk=asked.region).first()
    if region is None:
        raise BadInput(Fault("没有这个区划", column="用工所在地"))
    known = {key: value for key, value in vars(asked).items() if key != "region"}
    row = AidAdvice.objects.create(unit=unit, region=region, station=station, asked_on=asked_on or on, by=by, **known)
    record("log_advice", about=row, by=by, details={"way": asked.way, "outcome": asked.outcome, "on": on})
    return row


@transaction.atomic
def turn_into_clue(*, advice: AidAdvice, by: Staff, on: date) -> Clue:
    """Advice becomes a clue as it stands, nothing typed again; a group is told to inspection and petitions at once."""
    advice = AidAdvice.objects.select_for_update(of=("self",)).select_related("unit", "region").get(pk=advice.pk)
    must(by, Permission.FILE_HANDLE, FileFacts(advice.unit.region_id, advice.unit_id, by.pk), doing="把咨询登记为线索")
    if advice.clue_id:
        raise Refusal("不能再次登记", why="这次咨询已经登记为线索", remedy="请从咨询记录打开该线索")
    clue = register_clue(facts=clue_facts(advice), by=by, on=on)
    advice.clue = clue
    advice.save(update_fields=["clue"])
    record("advice_to_clue", about=advice, by=by, details={"clue": clue.pk, "on": on})
    reason = why_share(persons=persons_of(clue), sensitive=False)
    if reason:
        share_request(clue=clue, reason=reason, by=by, on=on)
    return clue


def clue_facts(advice: AidAdvice) -> ClueFacts:
    """The advice as a claim: every word that was logged, none added."""
    reporters: tuple[ReporterFacts, ...] = ()
    if advice.name or advice.phone:
        reporters = (ReporterFacts(name=advice.name, phone=advice.phone, migrant=advice.migrant),)
    return ClueFacts(
        channel=_CHANNELS[advice.way],
        region=advice.region_id,
        received_on=advice.asked_on,
        reporters=reporters,
        employer_name=advice.employer,
        project_name=advice.project,
        owed_from=advice.owed_from,
        owed_to=advice.owed_to,
        persons=advice.persons,
        amount_fen=advice.amount_fen,
        demand=advice.question,
        notes={"advice": advice.pk},
    )
