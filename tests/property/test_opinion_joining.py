"""Joining reposts: the index against a slow obvious twin, symmetric likeness, and measured recall and precision on invented reposts."""

from __future__ import annotations

import random
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.watch.opinion.joining.index import Nearby
from nuanxin.watch.opinion.joining.likeness import JOIN, SHOWN, Story, likeness, plain
from tests.unit.watch.opinion.reposts import GOOD_WISHES, REMARKS, different_stories, repost, story

TEXTS = st.builds(
    lambda seed, again: repost(story(random.Random(seed % 40)), random.Random(again)),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
ANY = st.one_of(TEXTS, st.sampled_from(GOOD_WISHES + REMARKS), st.text(max_size=60))


def common_runs(one: str, other: str) -> int:
    """The slow obvious way: every run of three signs of the one, looked for in the other."""
    seen: list[str] = []
    for at in range(len(one) - 2):
        run = one[at : at + 3]
        if run in other and run not in seen:
            seen.append(run)
    return len(seen)


def words_only(text: str) -> str:
    kept = ""
    for sign in unicodedata.normalize("NFKC", text).upper():
        if unicodedata.category(sign)[0] in "LN":
            kept += sign
    return kept


@given(st.lists(ANY, min_size=1, max_size=12))
@settings(max_examples=60)
def test_the_index_finds_what_comparing_all_finds(texts: list[str]) -> None:
    stories = [Story(key, text) for key, text in enumerate(texts)]
    *before, last = stories
    slow = sorted(
        ((one.key, found) for one in before if (found := likeness(last, one)).value >= SHOWN),
        key=lambda pair: (-pair[1].value, pair[0]),
    )
    assert Nearby(before).alike(last) == slow


@given(ANY, ANY)
@settings(max_examples=80)
def test_likeness_is_symmetric_and_counts_the_runs_both_have(one: str, other: str) -> None:
    a, b = Story(1, one), Story(2, other)
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b).value <= 100
    if min(len(a.body), len(b.body)) >= 12:
        assert len(a.runs & b.runs) == common_runs(a.body, b.body)


@given(st.text(max_size=80))
def test_the_plain_form_is_only_letters_and_figures(text: str) -> None:
    if not re.search(r"[@\[【/转网展]|http", text):
        assert plain(text) == words_only(text)


def test_recall_and_precision_on_invented_reposts() -> None:
    """250 stories, two reposts each, in one heap: pairs that are one story are joined, pairs that are not hardly ever."""
    chance = random.Random(20240110)
    heap: list[tuple[int, Story]] = []
    for number, text in enumerate(different_stories(chance, 250)):
        for copy in (text, repost(text, chance), repost(text, chance)):
            heap.append((number, Story(len(heap), copy)))
    chance.shuffle(heap)
    whose = {told.key: number for number, told in heap}
    near, right, wrong = Nearby(), 0, 0
    for number, told in heap:
        for key, _ in near.alike(told, least=JOIN):
            right, wrong = right + (whose[key] == number), wrong + (whose[key] != number)
        near.add(told)
    recall, precision = right / (250 * 3), right / (right + wrong)
    print(f"recall {recall:.3f}, precision {precision:.4f}, wrongly joined pairs {wrong}")
    assert recall >= 0.93
    assert precision >= 0.99
