"""双随机: a draw that anybody can repeat. Pure; nothing but hashlib stands behind it.

The rule, in the words printed on the record:
1. Of every candidate that is not excluded, take SHA-256 of the UTF-8 text “seed, line feed, its layer, line feed, its code”.
2. In each layer, sort the hexadecimal digests; the first so many candidates are drawn.
3. Subject by subject (layers by name, then digests), take for every inspector without conflict SHA-256 of “seed, line feed,
   subject's code, line feed, inspector's account”; the fewest subjects so far come first, then the smallest digest.
The order in which lists are handed in makes no difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from nuanxin.foundation.common.errors import BadInput, Fault

RULE = (
    "对每个没有排除的对象，计算文本“种子、换行、所在层、换行、对象代码”（UTF-8）的SHA-256摘要",
    "每层内按摘要（十六进制小写）从小到大排列，取前若干个为抽中对象",
    "按层名、摘要的次序逐个对象选派检查人员：对每名没有回避情形的人员，计算“种子、换行、对象代码、换行、人员账号”的SHA-256摘要，"
    "已派次数少的在前，次数相同的摘要小的在前",
    "名单的先后次序不影响结果；名单、排除和回避情况在公布种子之前锁定，其校验值为规范JSON文本的SHA-256摘要",
)


@dataclass(frozen=True)
class Lists:
    """What is locked before the seed is known. Codes identify: credit code or name, site code or name, account.

    candidates: code → layer; excluded: code → reason; quotas: layer → how many; conflicts: (account, subject's code) → reason.
    """

    candidates: Mapping[str, str]
    excluded: Mapping[str, str]
    quotas: Mapping[str, int]
    inspectors: Collection[str]
    conflicts: Mapping[tuple[str, str], str]
    team: int = 2

    def digest(self) -> str:
        """SHA-256 of the lists in one fixed writing: sorted, JSON, no spaces."""
        content = {
            "candidates": sorted(self.candidates.items()),
            "conflicts": sorted([*pair, why] for pair, why in self.conflicts.items()),
            "excluded": sorted(self.excluded.items()),
            "inspectors": sorted(self.inspectors),
            "quotas": sorted(self.quotas.items()),
            "team": self.team,
        }
        return sha256(canonical(content)).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """One subject drawn: code, layer, its digest, and the accounts sent there."""

    code: str
    layer: str
    digest: str
    team: tuple[str, ...]


def canonical(content: object) -> bytes:
    """The one writing of lists and results whose digest is taken."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rank(*words: str) -> str:
    """SHA-256 of the words with line feeds between, hexadecimal."""
    return sha256("\n".join(words).encode()).hexdigest()


def list_faults(lists: Lists) -> list[Fault]:
    """What makes a draw impossible or doubtful, all at once. Pure."""
    faults = []
    left = {code: layer for code, layer in lists.candidates.items() if code not in lists.excluded}
    for layer, count in sorted(lists.quotas.items()):
        held = sum(one == layer for one in left.values())
        if count < 0 or count > held:
            faults.append(
                Fault(f"要抽{count}个，只有{held}个", column=f"抽取数量（{layer}）", remedy="请减少数量或者扩大范围")
            )
    if not sum(lists.quotas.values()):
        faults.append(Fault("没有要抽取的对象", column="抽取数量", remedy="请核对范围和比例"))
    if unknown := sorted(set(lists.excluded) - set(lists.candidates)):
        faults.append(Fault(f"名单中没有“{unknown[0]}”", column="排除对象", remedy="请核对名称"))
    if any(not why.strip() for why in [*lists.excluded.values(), *lists.conflicts.values()]):
        faults.append(Fault("没有写明理由", column="排除对象、回避情形", remedy="每一项都要写明理由"))
    if not 1 <= lists.team <= len(lists.inspectors):
        faults.append(Fault(f"只有{len(lists.inspectors)}名", column="检查人员", remedy="请增加检查人员"))
    for code in sorted(left):
        if lists.team > len(_free(lists, code)):
            faults.append(Fault(f"“{code}”没有足够的人员可以不回避", column="检查人员", remedy="请增加检查人员"))
            break
    return faults


def draw(lists: Lists, seed: str) -> tuple[Drawn, ...]:
    """The subjects and their teams. The same lists and seed give the same answer for ever. BadInput where it cannot be done."""
    faults = list_faults(lists)
    if not seed.strip():
        faults.append(Fault("没有填写", column="随机种子", remedy="请填写公布的种子"))
    if faults:
        raise BadInput(faults)
    sent = dict.fromkeys(lists.inspectors, 0)
    drawn = []
    for digest, layer, code in _subjects(lists, seed):
        free = sorted(_free(lists, code), key=lambda one: (sent[one], rank(seed, code, one), one))
        team = tuple(free[: lists.team])
        for one in team:
            sent[one] += 1
        drawn.append(Drawn(code, layer, digest, team))
    return tuple(drawn)


def result_digest(drawn: Sequence[Drawn]) -> str:
    """SHA-256 of the result in the fixed writing."""
    return sha256(canonical([[one.layer, one.code, list(one.team)] for one in drawn])).hexdigest()


def _subjects(lists: Lists, seed: str) -> list[tuple[str, str, str]]:
    found = []
    for layer in sorted(lists.quotas):
        ranked = sorted(
            (rank(seed, layer, code), layer, code)
            for code, own in lists.candidates.items()
            if own == layer and code not in lists.excluded
        )
        found += ranked[: lists.quotas[layer]]
    return found


def _free(lists: Lists, code: str) -> list[str]:
    return [one for one in lists.inspectors if (one, code) not in lists.conflicts]
