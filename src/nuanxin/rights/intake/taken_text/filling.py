"""From a reading to the fields of a clue: which were read, and the words behind each. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.rights.intake.reading.reading import ComplaintReading, Span


@dataclass(frozen=True)
class ReadField:
    """A field that can be read: its name in forms, the column of the clue, its evidence in the reading, its label."""

    key: str
    column: str
    evidence: str
    label: str


FIELDS: Mapping[str, ReadField] = {
    field.key: field
    for field in (
        ReadField("employer", "employer_said", "respondent", "用人单位"),
        ReadField("project", "project_said", "project", "项目名称"),
        ReadField("sector", "sector_said", "sector", "行业领域"),
        ReadField("region", "region_id", "place", "区划"),
        ReadField("place", "place", "place", "地点"),
        ReadField("owed_from", "owed_from", "period", "欠薪起"),
        ReadField("owed_to", "owed_to", "period", "欠薪止"),
        ReadField("persons", "persons", "persons", "涉及人数"),
        ReadField("amount_fen", "amount_fen", "amount_fen", "欠薪金额"),
    )
}


def values_of(reading: ComplaintReading) -> dict[str, Any]:
    """Field → value, for what the text says; nothing where it says nothing. A sector needs a word that speaks for it."""
    said = {
        "employer": reading.respondent,
        "project": reading.project,
        "sector": reading.sector if "sector" in reading.evidence else None,
        "region": reading.region_code,
        "place": reading.place,
        "owed_from": reading.period[0],
        "owed_to": reading.period[1],
        "persons": reading.persons,
        "amount_fen": reading.amount_fen,
    }
    return {key: value for key, value in said.items() if value not in (None, "")}


def spans_of(reading: ComplaintReading, keys: Mapping[str, Any]) -> dict[str, Span]:
    """Field → where its words stand."""
    return {key: reading.evidence[FIELDS[key].evidence] for key in keys if FIELDS[key].evidence in reading.evidence}
