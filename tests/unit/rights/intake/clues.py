"""Clues to try things on: one by an officer, one by the worker himself, with papers ready in the county's bureau."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue

TODAY = date(2024, 1, 10)
WORKER = ReporterFacts(name="张三", phone="13800001234", migrant=True)
FACTS = ClueFacts(
    channel=Channel.VISIT,
    region="410721",
    received_on=TODAY,
    reporters=(WORKER,),
    employer_name="河南甲建筑有限公司",
    place="小冀镇某工地",
    owed_from="2023-06",
    owed_to="2023-10",
    amount_fen=2_400_000,
    demand="要求支付工资",
)


def a_clue(by: Staff | None, on: date = TODAY, **changes: Any) -> Clue:
    """Registered by this person, or by the worker himself."""
    return register_clue(facts=replace(FACTS, **changes), by=by, on=on)


def papers_ready(unit: Unit) -> None:
    """The unit can number its papers and says where it is."""
    unit.document_word, unit.address, unit.phone = "新人社", "新乡县某路1号", "0373-5550000"
    unit.save()
