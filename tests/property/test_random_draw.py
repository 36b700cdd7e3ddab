"""The double random draw: equal to a slow twin that follows the printed rule, whatever the order; fair over many seeds."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput
from nuanxin.watch.inspection.draw.drawing import Lists, draw, list_faults, result_digest

LAYERS = ("工程建设", "制造业", "其他")
codes = st.text("0123456789ABCDEFGH甲乙丙丁", min_size=1, max_size=6)
seeds = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() == text)


@st.composite
def random_lists(put: Any) -> Lists:
    candidates = put(st.dictionaries(codes, st.sampled_from(LAYERS), min_size=1, max_size=25))
    excluded = dict.fromkeys(put(st.sets(st.sampled_from(sorted(candidates)), max_size=5)), "停产")
    sizes = Counter(layer for code, layer in candidates.items() if code not in excluded)
    quotas = {layer: put(st.integers(0, sizes[layer])) for layer in sizes}
    team = put(st.integers(1, 2))
    inspectors = [f"i{n}" for n in range(put(st.integers(team, 6)))]
    pairs = put(st.sets(st.tuples(st.sampled_from(inspectors), st.sampled_from(sorted(candidates))), max_size=8))
    return Lists(candidates, excluded, quotas, inspectors, dict.fromkeys(pairs, "亲属"), team)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def obvious(lists: Lists, seed: str) -> list[tuple[str, tuple[str, ...]]]:
    """The printed rule, sentence by sentence, with nothing clever."""
    found: list[str] = []
    for layer in sorted(lists.quotas):
        hat = [code for code in lists.candidates if lists.candidates[code] == layer and code not in lists.excluded]
        for _ in range(lists.quotas[layer]):
            smallest = None
            for code in hat:
                if smallest is None or sha(seed + "\n" + layer + "\n" + code) < sha(f"{seed}\n{layer}\n{smallest}"):
                    smallest = code
            assert smallest is not None
            hat.remove(smallest)
            found.append(smallest)
    been: list[str] = []
    answer = []
    for code in found:
        team: list[str] = []
        while len(team) < lists.team:
            best = None
            for one in sorted(lists.inspectors):
                if (one, code) in lists.conflicts or one in team:
                    continue
                key = (been.count(one), sha(f"{seed}\n{code}\n{one}"))
                if best is None or key < best[0]:
                    best = (key, one)
            assert best is not None
            team.append(best[1])
        been += team
        answer.append((code, tuple(team)))
    return answer


@settings(max_examples=60)
@given(random_lists(), seeds)
def test_equal_to_the_twin_or_refused_with_the_reason(lists: Lists, seed: str) -> None:
    if list_faults(lists):
        with pytest.raises(BadInput):
            draw(lists, seed)
        return
    drawn = draw(lists, seed)
    assert [(one.code, one.team) for one in drawn] == obvious(lists, seed)
    assert Counter(one.layer for one in drawn) == Counter({k: n for k, n in lists.quotas.items() if n})
    for one in drawn:
        assert one.code not in lists.excluded and len(set(one.team)) == lists.team
        assert not any((person, one.code) in lists.conflicts for person in one.team)


@settings(max_examples=40)
@given(random_lists(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_is_nothing(lists: Lists, seed: str, dice: Any) -> None:
    def mixed(pairs: Any) -> dict[Any, Any]:
        rows = list(pairs.items())
        dice.shuffle(rows)
        return dict(rows)

    people = list(lists.inspectors)
    dice.shuffle(people)
    other = Lists(
        mixed(lists.candidates), mixed(lists.excluded), mixed(lists.quotas), people, mixed(lists.conflicts), lists.team
    )
    assert other.digest() == lists.digest()
    if not list_faults(lists):
        assert draw(other, seed) == draw(lists, seed)


@settings(max_examples=40)
@given(random_lists(), codes)
def test_any_change_of_the_lists_shows_in_their_digest(lists: Lists, code: str) -> None:
    changed = Lists(
        {**lists.candidates, code + "新": "其他"},
        lists.excluded,
        lists.quotas,
        lists.inspectors,
        lists.conflicts,
        lists.team,
    )
    assert changed.digest() != lists.digest()
    fewer = Lists(lists.candidates, {}, lists.quotas, lists.inspectors, lists.conflicts, lists.team)
    assert (fewer.digest() == lists.digest()) == (not lists.excluded)


def test_fair_over_many_seeds() -> None:
    """Ten subjects, three drawn, a thousand seeds: each about three hundred times (five standard deviations: 72)."""
    lists = Lists(dict.fromkeys("甲乙丙丁戊己庚辛壬癸", "其他"), {}, {"其他": 3}, [f"i{n}" for n in range(5)], {}, 2)
    seen, sent = Counter(), Counter()  # type: ignore[var-annotated]
    for number in range(1000):
        for one in draw(lists, f"种子{number}"):
            seen[one.code] += 1
            sent.update(one.team)
    assert len(seen) == 10 and all(abs(count - 300) < 72 for count in seen.values())
    assert all(abs(count - 1200) < 120 for count in sent.values())


def test_the_example_printed_for_everybody() -> None:
    """Three firms, one drawn: worked out here by hashlib alone, so that nobody need believe the program."""
    lists = Lists(
        {"A": "其他", "B": "其他", "C": "其他"},
        {"C": "停产"},
        {"其他": 1},
        ["wang", "li"],
        {("wang", "A"): "亲属", ("wang", "B"): "亲属"},
        1,
    )
    (one,) = draw(lists, "2024001")
    expected = min("AB", key=lambda code: hashlib.sha256(f"2024001\n其他\n{code}".encode()).hexdigest())
    assert (one.code, one.team) == (expected, ("li",))
    text = json.dumps([["其他", expected, ["li"]]], ensure_ascii=False, separators=(",", ":"))
    assert result_digest([one]) == sha(text)
