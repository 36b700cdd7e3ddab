"""Whether a relief policy fits a firm, with a reason for each condition. Pure; the officer reads it, nothing is granted by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Policy:
    """The conditions as entered. Empty troubles or sectors: for every kind. valid_to None: no end stated; both days included."""

    troubles: tuple[str, ...]
    sectors: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    here: bool  # the policy's place is the plan's place or an area around it


@dataclass(frozen=True)
class Firm:
    """What the conditions are held against. sector "" = not entered."""

    trouble: str
    sector: str


@dataclass(frozen=True)
class Reason:
    """One condition: whether it holds, in words."""

    holds: bool
    text: str


@dataclass(frozen=True)
class Match:
    """All conditions of one policy; it fits where every one holds."""

    reasons: tuple[Reason, ...]

    @property
    def fits(self) -> bool:
        return all(reason.holds for reason in self.reasons)

    @property
    def against(self) -> str:
        """The conditions that do not hold, in words."""
        return "；".join(reason.text for reason in self.reasons if not reason.holds)


def match(policy: Policy, firm: Firm, on: date, words: Mapping[str, str]) -> Match:
    """Hold the policy against the firm on a day. `words`: the Chinese names of the kinds of trouble and the sectors."""
    return Match(
        (
            Reason(policy.here, "本地适用" if policy.here else "不是本地（上级）的政策"),
            _kind("困难情形", policy.troubles, firm.trouble, words),
            _kind("行业领域", policy.sectors, firm.sector, words),
            _days(policy, on),
        )
    )


def _kind(label: str, wanted: tuple[str, ...], given: str, words: Mapping[str, str]) -> Reason:
    if not wanted:
        return Reason(True, f"{label}不限")
    names = "、".join(words.get(key, key) for key in wanted)
    if not given:
        return Reason(False, f"企业没有登记{label}，政策只适用于{names}")
    mine = words.get(given, given)
    if given in wanted:
        return Reason(True, f"{label}“{mine}”在适用范围内")
    return Reason(False, f"{label}“{mine}”不在适用范围（{names}）内")


def _days(policy: Policy, on: date) -> Reason:
    if on < policy.valid_from:
        return Reason(False, f"{policy.valid_from}起施行，还没有施行")
    if policy.valid_to and on > policy.valid_to:
        return Reason(False, f"已于{policy.valid_to}到期")
    return Reason(
        True,
        f"在有效期内（{policy.valid_from}起{f'至{policy.valid_to}' if policy.valid_to else '，没有写明截止日期'}）",
    )
