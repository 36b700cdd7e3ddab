"""Whatever two clues say: the comparison has no sides, a copy is always found, nothing readable becomes a key."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.rights.intake.duplicates.keys import keys_of, kind_of
from nuanxin.rights.intake.duplicates.scoring import CERTAIN, LIKELY, apart, of_others, score

NAMES = st.sampled_from(["", "张伟", "章伟", "张大伟", "李强", "老张", "王师傅", "李某某", "欧阳修文"])
IDS = st.sampled_from(["", "410721198506152017", "410721198506152018", "11010519491231002X"])
PHONES = st.sampled_from(["", "13837312345", "13837312346", "0373-3012345", "13837321345"])
FIRMS = st.sampled_from(
    ["", "新乡市宏达建筑劳务有限公司", "宏达劳务", "洪达", "河南六建", "河南七建", "鑫源服饰厂", "不详"]
)
SITES = st.sampled_from(["", "阳光花园二期工程", "阳光花园1期", "阳光花苑", "新乡县第一中学", "县一中"])
MONTHS = st.sampled_from(["", "2023-05", "2023-08", "2023-12-31", "2021-01"])
CLUES = st.builds(
    ClueFacts,
    people=st.lists(st.builds(PersonFacts, NAMES, IDS, PHONES), max_size=3).map(tuple),
    firms=FIRMS.map(lambda name: (name,) if name else ()),
    projects=SITES.map(lambda name: (name,) if name else ()),
    region=st.sampled_from(["410721", "410724", "410700", "410100"]),
    place=st.sampled_from(["", "古固寨镇", "古固寨镇工业路"]),
    owed_from=MONTHS,
    owed_to=MONTHS,
    persons=st.sampled_from([None, 1, 2, 30]),
    amount_fen=st.sampled_from([None, 1_860_000, 2_000_000, 50_000_000]),
    received_on=st.one_of(st.none(), st.integers(0, 1500).map(lambda n: date(2021, 1, 1) + timedelta(days=n))),
)


def digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 4


@given(CLUES, CLUES)
def test_no_sides(one: ClueFacts, other: ClueFacts) -> None:
    there, back = score(one, other), score(other, one)
    assert (there.value, there.certain) == (back.value, back.certain)
    assert 0 <= there.value <= CERTAIN
    assert there.certain == (there.value == CERTAIN)


@given(CLUES)
def test_a_copy_of_a_clue_that_names_a_person_and_a_firm_is_likely(clue: ClueFacts) -> None:
    person = PersonFacts("张伟", "410721198506152017", "13837312345")
    clue = replace(clue, people=(person, *clue.people), firms=("宏达劳务",))
    assert score(clue, clue).value >= LIKELY
    assert set(keys_of(clue, digest)) == set(keys_of(replace(clue, clue_id=9), digest))


@given(CLUES)
def test_the_rule_of_the_house(clue: ClueFacts) -> None:
    person = PersonFacts("", "410721198506152017")
    told = replace(clue, people=(person,), firms=("宏达劳务",), owed_from="2023-05", owed_to="2023-08")
    again = replace(told, owed_from="2023-08", owed_to="2023-12", people=(replace(person, phone="15600000000"),))
    assert score(told, again).certain


@given(st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_leaves_a_common_key(at: int, by: int) -> None:
    phone = "13837312345"
    wrong = phone[:at] + str((int(phone[at]) + by) % 10) + phone[at + 1 :]
    one, other = (ClueFacts(people=(PersonFacts("", "", number),), region="410721") for number in (phone, wrong))
    assert set(keys_of(one, digest)) & set(keys_of(other, digest))


@given(CLUES)
def test_keys_fit_the_column_and_tell_their_kind(clue: ClueFacts) -> None:
    keys = keys_of(clue, digest)
    assert all(-(2**63) <= key < 2**63 and kind_of(key) for key in keys)
    assert len(keys) == len(set(keys))


@given(CLUES, CLUES)
def test_two_people_known_by_number_are_never_likely(one: ClueFacts, other: ClueFacts) -> None:
    assume(one.firms and other.firms)
    mine = replace(one, people=(PersonFacts("张伟", "410721198506152017"),))
    theirs = replace(other, people=(PersonFacts("李强", "11010519491231002X"),))
    assert score(mine, theirs).value < LIKELY


@given(CLUES, CLUES)
def test_what_is_left_out_before_scoring_would_not_have_been_likely(one: ClueFacts, other: ClueFacts) -> None:
    found = score(one, other)
    if apart(one, other) or of_others(one, other):
        assert found.value < LIKELY
