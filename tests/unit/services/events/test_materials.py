"""made − given = left through every act; posts; photos; practices checked before others read them; the kinds' file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.rights.intake.files.stored import StoredScan
from nuanxin.services.events.counting import Window, count
from nuanxin.services.events.kinds import kinds, offered, read_kinds
from nuanxin.services.events.materials.giving import Given, give_material, withdraw_handout
from nuanxin.services.events.materials.making import (
    MaterialFacts,
    at_hand,
    correct_material,
    given_of,
    make_material,
    withdraw_material,
)
from nuanxin.services.events.materials.models import Handout, Material
from nuanxin.services.events.materials.posting import PostFacts, record_post, withdraw_post
from nuanxin.services.events.models import ActivityPhoto
from nuanxin.services.events.photos import (
    add_photos,
    drop_loose_photos,
    open_photo,
    photos_of,
    store_photo,
    withdraw_photo,
)
from nuanxin.services.events.practices.sharing import (
    PracticeFacts,
    check_practice,
    correct_practice,
    practices_for,
    write_practice,
)
from nuanxin.services.events.recording import withdraw_activity
from nuanxin.services.events.resembling import Answer
from tests.conftest import TODAY, People, at
from tests.unit.services.events.entering import PICTURE, enter, held_activity

pytestmark = pytest.mark.django_db


def handbook(by: Any, made: int = 100, **said: Any) -> Material:
    facts = {"kind": "handbook", "title": "农民工维权手册", "made": made, "made_on": TODAY - timedelta(days=5)}
    return make_material(facts=MaterialFacts(**{**facts, **said}), by=by, on=TODAY)


def give(material: Material, by: Any, amount: int, **said: Any) -> Handout:
    told = {"given_on": TODAY, "region_id": by.unit.region_id, "unit_id": by.unit_id, "place": "政务大厅"}
    return give_material(material=material, given=Given(amount, **{**told, **said}), by=by, on=TODAY)


def figures(region: str = "410721") -> Any:
    return count(Window(region, TODAY - timedelta(days=30), TODAY, TODAY))


def test_made_less_given_is_left(people: People) -> None:
    book = handbook(people.owner)
    row = give(book, people.housing, 60)  # another unit of the county gives from the same batch
    with pytest.raises(Refusal, match="只剩40份"):
        give(book, people.owner, 41)
    held_activity(people.owner, given=[(book, 40)])
    assert (given_of(book), at_hand(people.owner)) == (100, [])
    facts = MaterialFacts("handbook", "农民工维权手册", 99, book.made_on)
    with pytest.raises(Refusal, match="已经发放100份"):
        correct_material(material=book, facts=facts, reason="少印", by=people.owner, on=TODAY)
    withdraw_handout(handout=row, why="记错", by=people.housing, on=TODAY)
    new = correct_material(material=book, facts=facts, reason="少印", by=people.owner, on=TODAY)
    assert [(one.pk, one.made - one.given) for one in at_hand(people.owner)] == [(new.pk, 59)]
    assert (figures().made, figures().given) == (99, 40)
    with pytest.raises(Refusal, match="已经有发放记录"):
        withdraw_material(material=new, why="作废", by=people.owner, on=TODAY)


def test_a_withdrawn_activity_gave_nothing_and_a_joined_entry_keeps_what_it_gave(people: People) -> None:
    book = handbook(people.owner)
    own = held_activity(people.owner, given=[(book, 10)])
    key, same = uuid4(), {own.series: Answer(same=True)}
    enter(people.housing, given=[(book, 2)], answers=same)
    for _ in range(2):  # a second entry of the unit, its form sent twice
        enter(people.housing, key=key, given=[(book, 3)], answers=same)
    other = held_activity(people.owner, kind="free_clinic", given=[(book, 20)])
    assert figures().given == 35
    withdraw_activity(activity=other, why="没有举办", by=people.owner, on=TODAY)
    assert (figures().given, given_of(book)) == (15, 15)


def test_a_handout_that_cannot_be(people: People) -> None:
    book = handbook(people.owner)
    with pytest.raises(Refusal, match="早于制作日期"):
        give(book, people.owner, 1, given_on=book.made_on - timedelta(days=1))
    with pytest.raises(Refusal, match="晚于今天"):
        give(book, people.owner, 1, given_on=TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="不是本地的"):
        give(book, people.stranger, 1)
    with pytest.raises(Refusal, match="只剩100份"):  # and with it the whole activity is not saved
        held_activity(people.owner, given=[(book, 101)])
    assert figures().activities == 0
    city = handbook(people.superior, title="市里印的")
    give(city, people.owner, 3)  # a county gives the city's
    assert (figures().made, figures().given, figures("410700").made) == (100, 3, 200)
    with pytest.raises(NotAllowed):
        handbook(people.leader)


def test_media_posts(people: People) -> None:
    facts = PostFacts("wechat", "新乡县人社", "春节维权提示", TODAY, "https://example.cn/1")
    post = record_post(facts=facts, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="已经登记"):
        record_post(facts=facts, by=people.colleague, on=TODAY)
    with pytest.raises(BadInput, match="不是网址"):
        record_post(facts=PostFacts("wechat", "a", "b", TODAY, "javascript:1"), by=people.owner, on=TODAY)
    assert figures().posts == 1
    with pytest.raises(NotAllowed):
        withdraw_post(post=post, why="删", by=people.housing, on=TODAY)
    withdraw_post(post=post, why="已删稿", by=people.colleague, on=TODAY)
    assert figures().posts == 0


def test_photos_wait_for_their_form_and_are_no_programs(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    key = uuid4()
    with pytest.raises(Refusal, match="不是照片"):
        store_photo(form=key, content=b"MZ\x90\x00" + b"0" * 80, by=people.owner)
    store_photo(form=key, content=PICTURE, by=people.owner)
    store_photo(form=key, content=PICTURE, by=people.owner)
    assert ActivityPhoto.objects.count() == 1
    own = held_activity(people.owner, key=key)
    (photo,) = photos_of(own)
    assert StoredScan.objects.filter(path=photo.path).exists()
    assert open_photo(photo=photo, by=people.leader) == PICTURE
    with pytest.raises(NotFound):
        open_photo(photo=photo, by=people.stranger)
    with pytest.raises(NotAllowed):
        add_photos(activity=own, form=uuid4(), contents=[PICTURE], by=people.housing)
    loose = store_photo(form=uuid4(), content=PICTURE, by=people.owner)
    assert drop_loose_photos(now=at(TODAY + timedelta(days=1))) == 0
    assert drop_loose_photos(now=at(TODAY + timedelta(days=3))) == 1
    assert not (tmp_path / loose.path).exists()
    assert (tmp_path / photo.path).exists()
    assert not StoredScan.objects.filter(path=loose.path).exists()
    (tmp_path / photo.path).write_bytes(PICTURE + b"1")
    with pytest.raises(Refusal, match="摘要不符"):
        open_photo(photo=photo, by=people.owner)
    withdraw_photo(photo=photo, why="拍到身份证", by=people.colleague, on=TODAY)
    assert not photos_of(own).exists()
    with pytest.raises(NotFound):
        open_photo(photo=ActivityPhoto.objects.get(pk=photo.pk), by=people.owner)


def test_a_practice_is_read_by_others_once_a_second_person_has_checked_it(people: People) -> None:
    facts = PracticeFacts("零工市场流动咨询", "联系张某（13837300000）到场解答。", "薪暖行动")
    row = write_practice(facts=facts, by=people.owner, on=TODAY)

    def reads(who: Any) -> bool:
        return practices_for(who).filter(series=row.series).exists()

    assert [reads(who) for who in (people.colleague, people.superior, people.stranger)] == [True, False, False]
    with pytest.raises(NotAllowed, match="本人"):
        check_practice(practice=row, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="13837300000"):
        check_practice(practice=row, by=people.colleague, on=TODAY)
    clean = PracticeFacts("零工市场流动咨询", "联系律师到场解答。", "薪暖行动")
    row = correct_practice(practice=row, facts=clean, reason="去掉号码", by=people.owner, on=TODAY)
    check_practice(practice=row, by=people.colleague, on=TODAY)
    assert [reads(who) for who in (people.superior, people.leader, people.stranger)] == [True, True, False]
    row = correct_practice(practice=row, facts=facts, reason="补充", by=people.owner, on=TODAY)
    assert not reads(people.superior)  # what has been changed is checked anew


def test_the_kinds_file_serves_every_notice_and_holds_together() -> None:
    served = {row for kind in kinds().values() for row in kind.serves}
    assert {f"CN-{n:02}" for n in range(1, 13)} | {f"CH-{n:02}" for n in range(1, 13)} <= served
    assert {"XN-04", "XN-05", "XN-09", "ZZ-06"} <= served
    head = "families: {f: 某类}\nkinds:\n"
    line = '  - {code: aa, name: 某活动, family: f, serves: [XN-04], clause: "条", until: 2024-01-09}\n'
    assert read_kinds(head + line).kinds[0].until is not None
    for wrong in (line + line, line.replace("family: f", "family: g"), line.replace("clause", "klause")):
        with pytest.raises(ValidationError):
            read_kinds(head + wrong)
    assert len(offered(TODAY)) == len(kinds())
