"""What a door hands over: the claim in the reporter's words, as plain values. Money in 分, blank means not stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.rights.intake.channels import Channel, ClueKind

UNKNOWN_EMPLOYER = ("", "不详", "不清楚", "不知道", "未知", "无")


@dataclass(frozen=True)
class ReporterFacts:
    """Who tells us. Anonymous reporters may leave a telephone; it is sealed and never written to."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    migrant: bool | None = None
    anonymous: bool = False
    document_type: str = "id_card"


@dataclass(frozen=True)
class ClaimFacts:
    """What one worker says is owed to him."""

    name: str
    id_number: str = ""
    phone: str = ""
    amount_fen: int | None = None
    owed_from: str = ""
    owed_to: str = ""
    work: str = ""
    migrant: bool | None = None
    representative: bool = False
    cosigned: bool = False
    document_type: str = "id_card"
    consents: tuple[str, ...] = ()  # what a workmate who joined by the link was told of or agreed to
    consented_on: date | None = None  # when; None: on the day of registration
    card: str = ""  # the bank card to which the wages go; check digit by Luhn


@dataclass(frozen=True)
class ClueFacts:
    """One claim from any door. region: code of the place where the work is (用工所在地), township allowed."""

    channel: Channel
    region: str
    received_on: date
    kind: ClueKind = ClueKind.COMPLAINT
    reporters: tuple[ReporterFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    external_number: str = ""
    employer_name: str = ""
    credit_code: str = ""
    project_name: str = ""
    site_code: str = ""
    sector: str = ""
    place: str = ""
    owed_from: str = ""
    owed_to: str = ""
    persons: int | None = None
    migrant_persons: int | None = None
    amount_fen: int | None = None
    migrant_amount_fen: int | None = None
    government: bool | None = None
    state_firm: bool | None = None
    new_form: bool | None = None
    demand: str = ""
    text: str = (
        ""  # the whole message as it came, where the door has it; kept apart from the clue, read for urgent signs
    )
    assisted_by: str = ""  # who entered it for the worker, with his consent
    notes: Mapping[str, Any] = field(default_factory=dict)
    consents: tuple[str, ...] = ()  # purposes told of or agreed to (personal.consents)

    @property
    def employer_known(self) -> bool:
        return self.employer_name.strip() not in UNKNOWN_EMPLOYER or bool(self.credit_code.strip())
