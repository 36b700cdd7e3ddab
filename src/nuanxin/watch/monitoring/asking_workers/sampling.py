"""Whom to ask: drawn by risk, without replacement, the same for the same list and seed. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.common.sm import sm3

LEAST_WEIGHT = 5  # a project without any points is asked too: nobody is out of reach
HEADINGS = ("项目编号", "姓名", "电话")


@dataclass(frozen=True)
class Contact:
    """One worker who can be asked: the project's code, his name and mobile number."""

    project: str
    name: str
    phone: str


def read_contacts(text: str) -> tuple[list[Contact], list[Fault]]:
    """Lines 项目编号,姓名,电话 (comma, tab or full-width comma); a heading is passed over. A bad line takes no good one with it."""
    good, faults = [], []
    seen: set[tuple[str, str]] = set()
    lines = csv.reader(io.StringIO(text.replace("\t", ",").replace("，", ",")))
    for number, parts in enumerate(lines, 1):
        cells = [part.strip() for part in parts]
        if not any(cells) or tuple(cells[:3]) == HEADINGS:
            continue
        if len(cells) < 3 or not cells[0] or not cells[1]:
            faults.append(Fault("应当有项目编号、姓名、电话三列", row=number))
        elif not is_mobile(cells[2]):
            faults.append(Fault("不是手机号码", row=number, column="电话"))
        elif (cells[0], cells[2]) in seen:
            faults.append(Fault("同一项目同一号码重复", row=number, column="电话", remedy="只询问一次"))
        else:
            seen.add((cells[0], cells[2]))
            good.append(Contact(cells[0], cells[1], cells[2]))
    return good, faults


def draw(contacts: Iterable[Contact], scores: Mapping[str, int], *, size: int, seed: int) -> list[Contact]:
    """At most `size` contacts. Each project's risk score is the weight of its workers.

    Each contact has a ticket u**(1/weight) with u from a digest of seed and contact (Efraimidis and Spirakis 2006); the
    highest tickets are drawn. No generator is involved: any language that knows SHA-256 draws the same.
    """
    tickets = [(_ticket(one, scores.get(one.project, 0), seed), one) for one in contacts]
    tickets.sort(key=lambda pair: (-pair[0], pair[1].project, pair[1].phone))
    return [one for _, one in tickets[:size]]


def _ticket(one: Contact, score: int, seed: int) -> float:
    digest = hashlib.sha256(f"{seed}|{one.project}|{one.phone}".encode()).digest()
    u = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
    return float(u ** (1 / max(LEAST_WEIGHT, score)))


def digest_of(contacts: Sequence[Contact]) -> str:
    """The list as a fingerprint, whatever its order; it tells no number."""
    lines = sorted(f"{one.project}|{one.name}|{one.phone}" for one in contacts)
    return sm3("\n".join(lines).encode()).hex()
