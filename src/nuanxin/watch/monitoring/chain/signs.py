"""The chain as a tree, and signs that a part of it was given on against the rules. Signs are for a look, they decide nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CITES = "保障农民工工资支付条例 第三十条、第三十六条"


@dataclass(frozen=True)
class Link:
    """One firm: by whom it was given the work (None: nobody below it is known), and for how much (分, None: not said)."""

    key: int
    role: str
    name: str
    given_by: int | None = None
    amount_fen: int | None = None
    credit_code: str = ""


@dataclass(frozen=True)
class Placed:
    """A firm at its depth in the tree, with the signs about it."""

    link: Link
    depth: int
    signs: tuple[str, ...]


def tree(links: Sequence[Link]) -> list[Placed]:
    """From the owner down, each firm after its giver of work; what hangs nowhere stands under the general contractor."""
    known = {one.key: one for one in links}
    general = next((one.key for one in links if one.role == "general"), None)
    owner = next((one.key for one in links if one.role == "owner"), None)

    def above(one: Link) -> int | None:
        if one.given_by in known:
            return one.given_by
        if one.role == "owner":
            return None
        return owner if one.role in ("general", "supervisor") else general

    below: dict[int | None, list[Link]] = {}
    for one in links:
        key = above(one)
        below.setdefault(None if key == one.key else key, []).append(one)
    placed: list[Placed] = []

    def walk(key: int | None, depth: int) -> None:
        for one in below.get(key, []):
            giver = known.get(key) if key is not None else None
            placed.append(Placed(one, depth, tuple(_signs(one, giver))))
            walk(one.key, depth + 1)

    walk(None, 0)
    return placed


def _signs(one: Link, giver: Link | None) -> list[str]:
    if giver is None:
        return []
    found = []
    if one.role == "team" and giver.role != "labour":
        found.append("工程交给个人承包")
    if one.role == "team" and giver.role == "labour" and one.amount_fen:
        found.append("劳务分包单位又以合同额包给个人")
    if giver.role == "labour" and one.role in ("labour", "specialist"):
        found.append("劳务分包以后再分包")
    if giver.role == "specialist" and one.role == "specialist":
        found.append("专业分包以后再分包")
    if giver.role == "team" and one.role != "team":
        found.append("个人承包以后再分包")
    if giver.role == "general" and giver.amount_fen and (one.amount_fen or 0) >= giver.amount_fen:
        found.append("分包合同额不低于总包合同额，疑似转包")
    return found
