"""Standard texts: dated, of the house or of a unit, filled from the file, counted when they go out; and the look at what goes out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.intake.answer import say_to_reporter
from nuanxin.rights.intake.answer.checking import Fault, Reply, Use, look
from nuanxin.rights.intake.answer.looking_over import demand_in, look_over_reply
from nuanxin.rights.intake.answer.phrase_rows import StandardTextUse
from nuanxin.rights.intake.answer.phrases import (
    FIELDS,
    Phrase,
    add_text,
    end_text,
    filled,
    house_phrases,
    note_uses,
    offered,
    uses,
    values_of,
)
from nuanxin.rights.intake.answer.said import send_message
from nuanxin.rights.intake.models import Clue, ClueEvent
from tests.conftest import TODAY, People, at, person
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db


def added(people: People, **changes: Any) -> Any:
    given = {
        "unit": people.owner.unit, "use": Use.MESSAGE, "about": "", "title": "催材料", "body": "{officer}请您补充材料。",
        "valid_from": TODAY, "by": people.head, "on": TODAY,
    }  # fmt: skip
    return add_text(**(given | changes))


def test_texts_of_the_house_are_sound() -> None:
    assert len({one.key for one in house_phrases()}) == len(house_phrases())
    assert {one.use for one in house_phrases()} == set(Use)
    values = dict.fromkeys(FIELDS, "甲")
    for one in house_phrases():
        faults = {
            remark.fault for remark in look(Reply(one.use, "", filled(one.body, values), one.about, "12345")).remarks
        }
        assert faults <= {Fault.BLANK}, one.key  # a text fits its own conclusion; only the places to fill are open


def test_filled_from_the_file_and_what_it_does_not_know_stays_open(people: People) -> None:
    clue = a_clue(people.owner)
    values = values_of(clue)
    assert (
        filled("{employer}在{place}，{project}，{amount}元", values)
        == "河南甲建筑有限公司在小冀镇某工地，【项目】，24,000.00元"
    )
    with pytest.raises(ValueError, match="不认识的占位：name"):
        Phrase(key="x", use=Use.CLOSE, title="甲", body="{name}", valid_from=TODAY)


def test_a_unit_s_own_text_from_a_day_to_a_day(people: People) -> None:
    clue, own = a_clue(people.owner), added(people)
    names = [one.phrase.title for one in offered(clue=clue, use=Use.MESSAGE, on=TODAY)]
    assert names[0] == "催材料" and "进展" in names
    assert "催材料" not in [o.phrase.title for o in offered(clue=clue, use=Use.MESSAGE, on=TODAY - timedelta(1))]
    end_text(text=own, by=people.head, on=TODAY)
    after = TODAY + timedelta(1)
    assert "催材料" in [o.phrase.title for o in offered(clue=clue, use=Use.MESSAGE, on=TODAY)]
    assert "催材料" not in [o.phrase.title for o in offered(clue=clue, use=Use.MESSAGE, on=after)]
    with pytest.raises(Refusal, match="停用"):
        end_text(text=own, by=people.head, on=TODAY)


def test_who_keeps_which_texts(people: People) -> None:
    system = person("system", "何系统", people.owner.unit, "system_admin")
    for by in (people.owner, people.stranger, people.superior, system):
        with pytest.raises(Refusal, match="没有权限"):
            added(people, by=by)
    with pytest.raises(Refusal, match="没有权限"):
        added(people, unit=None)
    assert added(people, unit=None, by=system).unit is None
    for wrong, why in (
        ({"body": "{name}"}, "占位"),
        ({"about": "nonsense"}, "没有"),
        ({"valid_from": date(2024, 1, 9)}, "早于"),
    ):
        with pytest.raises(Refusal, match=why):
            added(people, **wrong)


def test_uses_are_counted_once_and_only_of_known_texts(people: People) -> None:
    clue = a_clue(people.owner)
    keys = ["house:progress", "house:progress", "house:none", "row:999"]
    assert note_uses(keys=keys, clue=clue, by=people.owner, on=TODAY) == 1
    assert uses([clue.unit_id]) == {"house:progress": 1} and uses([people.stranger.unit_id]) == {}
    first = offered(clue=clue, use=Use.MESSAGE, on=TODAY)[0]
    assert (first.phrase.key, first.used) == ("house:progress", 1)


def test_a_message_is_held_against_what_waits_for_an_answer(people: People) -> None:
    clue = a_clue(people.owner)
    assert demand_in(clue, Use.MESSAGE) == "" and demand_in(clue, Use.CLOSE) == clue.demand
    send_message(clue=clue, text="押金能要回来吗", on=TODAY)
    poor = look_over_reply(clue=clue, use=Use.MESSAGE, words="工资下周五发放")
    assert [remark.fault for remark in poor.remarks] == [Fault.TOPIC]
    words = "押金下周五一起退"
    assert look_over_reply(clue=clue, use=Use.MESSAGE, words=words).remarks == ()
    say_to_reporter(clue=clue, text=words, by=people.owner, on=TODAY)
    again = look_over_reply(clue=clue, use=Use.MESSAGE, words=words)
    assert [remark.fault for remark in again.remarks] == [Fault.SAME]


def test_a_refusal_in_the_words_of_another_is_pointed_out(people: People, client: Any) -> None:
    first, second = a_clue(people.owner), a_clue(people.owner)
    reason = "您的工资争议已由县仲裁委受理，不能重复受理。"
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    unit = people.owner.unit
    unit.document_word, unit.address, unit.phone = "新人社", "新乡县某路1号", "0373-5550000"
    unit.save()
    given = {
        "ground": "divert", "reason": reason, "right_channel": "县仲裁委 0373-5550188", "on": TODAY.isoformat(),
        "reconsideration_organ": "新乡县人民政府", "court": "新乡县人民法院", "texts": "house:refuse_divert",
    }  # fmt: skip
    assert client.post(f"/officer/clues/{first.number}/acts/refuse/", given).status_code == 302
    assert Clue.objects.get(pk=first.pk).state == "refused"
    assert StandardTextUse.objects.get().key == "house:refuse_divert"
    page = client.post(f"/officer/clues/{second.number}/acts/refuse/", given)
    assert page.status_code == 422 and f"与{first.number}一字不差" in page.content.decode()
    assert Clue.objects.get(pk=second.pk).state == "received"
    assert client.post(f"/officer/clues/{second.number}/acts/refuse/", {**given, "sure": "on"}).status_code == 302
    assert StandardTextUse.objects.count() == 2


def test_the_ticks_beside_the_box_follow_the_words(people: People, client: Any) -> None:
    clue = a_clue(people.owner, demand="工资没给，押金也没退")
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/officer/clues/{clue.number}/acts/close/").content.decode()
    assert "工资：还没有答复" in page and "押金：还没有答复" in page and "插入" in page
    assert 'data-phrase="house:paid"' in page and "河南甲建筑有限公司拖欠工资" in page
    asked = {"conclusion": "unfounded", "answer": "经查工资已付清，没有拖欠。"}
    part = client.post(f"/officer/clues/{clue.number}/check/close/", asked).content.decode()
    assert "工资：已答复" in part and "押金：还没有答复" in part and "<html" not in part
    assert client.get(f"/officer/clues/{clue.number}/check/close/").status_code == 404
    assert client.post(f"/officer/clues/{clue.number}/check/else/", asked).status_code == 404
    client.force_login(people.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/officer/clues/{clue.number}/check/close/", asked).status_code == 404


def test_an_empty_message_is_held_back_until_sure(people: People, client: Any) -> None:
    clue = a_clue(people.owner)
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/officer/clues/{clue.number}/acts/message/"
    given = {"text": "您好，正在处理中，请耐心等待。", "texts": "", "on": TODAY.isoformat()}
    assert "没有说明办理情况" in client.post(address, given).content.decode()
    assert not ClueEvent.objects.filter(kind="say_to_reporter").exists()
    assert client.post(address, {**given, "sure": "on"}).status_code == 302
    assert ClueEvent.objects.filter(kind="say_to_reporter").count() == 1


def test_the_page_of_texts(people: People, client: Any) -> None:
    client.force_login(people.head, backend="django.contrib.auth.backends.ModelBackend")
    given = {
        "scope": people.head.unit_id, "use": "message", "about": "", "title": "催材料", "body": "请补充{employer}的材料。",
        "valid_from": TODAY.isoformat(),
    }  # fmt: skip
    assert client.post("/officer/texts/new/", given).status_code == 302
    page = client.get("/officer/texts/").content.decode()
    assert "催材料" in page and page.count("停用</button>") == 1
    wrong = client.post("/officer/texts/new/", {**given, "body": "{name}"})
    assert wrong.status_code == 422 and "不认识的占位" in wrong.content.decode()
    number = page.split("/officer/texts/")[-1].split("/")[0]
    assert client.post(f"/officer/texts/{number}/end/", follow=True).status_code == 200
    with occasion(at=at(TODAY + timedelta(1)), source="test"):
        assert "催材料" not in client.get("/officer/texts/").content.decode()
