"""Place × duty × relation: `may` for one file and `visible` for a list are the same rule."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.duties import ADMINISTRATOR_DUTIES, DUTIES, Permission, Reach
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.organisations.permission import FileFacts, holds, may, must, within
from tests.conftest import People, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(people: People) -> FileFacts:
    """A file of 新乡县, held by its bureau, answered for by the owner."""
    return FileFacts(region="410721", unit_id=people.owner.unit_id, owner_id=people.owner.pk)


@pytest.mark.parametrize(
    ("who", "permission", "allowed"),
    [
        ("owner", Permission.CLUE_VIEW, True),
        ("colleague", Permission.CLUE_VIEW, True),
        ("superior", Permission.CLUE_VIEW, True),
        ("stranger", Permission.CLUE_VIEW, False),
        ("housing", Permission.CLUE_VIEW, False),
        ("auditor", Permission.CLUE_VIEW, False),
        ("leader", Permission.CLUE_VIEW, True),
        ("owner", Permission.CLUE_HANDLE, True),
        ("colleague", Permission.CLUE_HANDLE, True),
        ("superior", Permission.CLUE_HANDLE, False),
        ("leader", Permission.CLUE_HANDLE, False),
        ("owner", Permission.IDENTITY_UNMASK, True),
        ("colleague", Permission.IDENTITY_UNMASK, False),
        ("head", Permission.IDENTITY_UNMASK, True),
        ("superior", Permission.CLUE_SUPERVISE, True),
        ("coordinator", Permission.CLUE_ARBITRATE, True),
        ("owner", Permission.CASE_APPROVE, False),
        ("head", Permission.CASE_APPROVE, True),
    ],
)
def test_who_may_do_what(people: People, file: FileFacts, who: str, permission: Permission, allowed: bool) -> None:
    assert may(getattr(people, who), permission, file) is allowed


def test_a_unit_that_helps_sees_the_file(people: People, file: FileFacts) -> None:
    helped = FileFacts(region=file.region, unit_id=file.unit_id, helper_unit_ids=frozenset({people.housing.unit_id}))
    assert may(people.housing, Permission.CLUE_VIEW, helped)


def test_rights_end_with_the_post(people: People, file: FileFacts) -> None:
    people.owner.posts.update(valid_to=date(2024, 1, 31))
    with occasion(at=at(date(2024, 2, 1))):
        assert not may(people.owner, Permission.CLUE_VIEW, file)


def test_an_account_out_of_use_may_nothing(people: People, file: FileFacts) -> None:
    people.head.is_active = False
    assert not may(people.head, Permission.CLUE_VIEW, file)


def test_refusal_says_which_duty_is_needed(people: People, file: FileFacts) -> None:
    with pytest.raises(Refusal, match="监察机构负责人"):
        must(people.owner, Permission.CASE_APPROVE, file, doing="批准立案")


def test_the_three_administrators_are_apart_and_see_no_matter() -> None:
    grants = [set(DUTIES[key].grants) for key in sorted(ADMINISTRATOR_DUTIES)]
    assert len(grants) == 3 and not (grants[0] & grants[1] or grants[1] & grants[2] or grants[0] & grants[2])
    assert not {Permission.CLUE_VIEW, Permission.IDENTITY_UNMASK, Permission.EXPORT} & set.union(*grants)


def test_nobody_unmasks_a_whole_area() -> None:
    assert all(d.grants.get(Permission.IDENTITY_UNMASK) != Reach.AREA for d in DUTIES.values())


def test_an_area_means_itself_and_all_below(people: People) -> None:
    assert set(within("410721")) == {"410721", "410721101", "410721102"}
    assert {"410700", "410773", "410721102"} <= set(within("410700"))
    assert "410102" not in set(within("410700"))


def test_menus_ask_whether_a_right_is_held_at_all(people: People) -> None:
    assert holds(people.auditor, Permission.AUDIT_READ) and not holds(people.auditor, Permission.CLUE_VIEW)
    assert Unit.objects.get(code="hrss-410721").region == Region.objects.get(code="410721")
