"""A worker's line of the money ledger as the page writes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nuanxin.foundation.common.money import yuan
from nuanxin.rights.cases.ledger import WorkerLine
from nuanxin.rights.cases.money import PaymentSource

ANSWERS = {"received": "已收到", "short": "没有足额", "not_paid": "没有收到", "unreachable": "未能联系", "": "未询问"}


@dataclass(frozen=True)
class ShownLine:
    """One line; money in 分 but for `sources`, which is text."""

    claim_id: int
    name: str
    owed_period: str
    claimed_fen: int | None
    verified_fen: int | None
    paid_fen: int
    missing_fen: int
    sources: str
    answer: str
    answer_bad: bool
    confirmed_note: str
    withdrawn: bool


def shown_lines(lines: Iterable[WorkerLine]) -> list[ShownLine]:
    """The lines in their order."""
    return [_shown(line) for line in lines]


def _shown(line: WorkerLine) -> ShownLine:
    given = [(PaymentSource(source).label, fen) for source, fen in line.paid_by_source.items() if fen]
    paid = [label if len(given) == 1 else f"{label} {yuan(fen)}" for label, fen in given]
    return ShownLine(
        claim_id=line.claim_id,
        name=line.name,
        owed_period=line.owed_period,
        claimed_fen=line.claimed_fen,
        verified_fen=line.verified_fen,
        paid_fen=line.paid_fen,
        missing_fen=line.missing_fen,
        sources="；".join(paid),
        answer=ANSWERS.get(line.confirmed, line.confirmed),
        answer_bad=line.confirmed in ("short", "not_paid"),
        confirmed_note=line.confirmed_note,
        withdrawn=line.withdrawn,
    )
