"""The duty rota by turn, and whom the register suggests: worked examples; the property tests try the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.rights.disputes.legal_aid.assigning import suggestion_for
from nuanxin.rights.disputes.legal_aid.models import AidLawyerChange, DutyTurn
from nuanxin.rights.disputes.legal_aid.registers import change_standing, close_station, open_station
from nuanxin.rights.disputes.legal_aid.rota import Turn, give_turn, lay_out, make_rota, on_duty
from nuanxin.rights.disputes.legal_aid.suggesting import Candidate, Wanted, suggest
from tests.conftest import TODAY, People, at
from tests.unit.rights.disputes.legal_aid.aiding import Centre, add_lawyer, apply, make_centre

MONDAY = date(2024, 1, 15)


def someone(key: int, **more: object) -> Candidate:
    known: dict[str, object] = {
        "active": True,
        "skills": frozenset({"wages"}),
        "languages": frozenset({"mandarin"}),
        "places": frozenset({"410721", "410700"}),
        **more,
    }
    return Candidate(key=key, name=f"律师{key}", **known)  # type: ignore[arg-type]


WANTED = Wanted(skills=frozenset({"wages"}), place="410721")


@pytest.mark.parametrize(
    ("register", "wanted", "first", "says"),
    [
        ([someone(1, load=3), someone(2, load=1)], WANTED, 2, "在办1件"),
        ([someone(1, load=1), someone(2, load=5, on_duty=True)], WANTED, 2, "今天值班"),
        ([someone(1, skills=frozenset()), someone(2, load=9)], WANTED, 2, "专长：劳动报酬"),
        ([someone(1, places=frozenset({"410724"})), someone(2, load=9)], WANTED, 2, "服务地相同"),
        (
            [someone(1), someone(2, load=9, languages=frozenset({"mandarin", "yi"}))],
            Wanted(frozenset({"wages"}), frozenset({"yi"}), "410721"),
            2,
            "语言：彝语",
        ),
        ([someone(1), someone(2, load=9)], Wanted(frozenset({"wages"}), place="410721", chosen=2), 2, "受援人选定"),
    ],
    ids=["load", "duty", "skill", "place", "language", "choice"],
)
def test_what_decides(register: list[Candidate], wanted: Wanted, first: int, says: str) -> None:
    order = suggest(register, wanted).order
    assert order[0].key == first
    assert says in order[0].grounds


def test_who_is_left_out_and_why() -> None:
    found = suggest(
        [someone(1, active=False), someone(2, load=4, most=4), someone(3, carried_before=True), someone(4)],
        Wanted(chosen=1),
    )
    assert [one.key for one in found.order] == [4]
    assert dict(found.left_out) == {
        "律师1": "暂停指派或者已经退出",
        "律师2": "在办4件，已到上限4件",
        "律师3": "本案的原承办人员",
    }


def test_turns_go_round() -> None:
    turns = lay_out([MONDAY, MONDAY + timedelta(days=1)], [7, 8, 9], [], {})
    assert [(one.half, one.who) for one in turns] == [("am", 7), ("pm", 8), ("am", 9), ("pm", 7)]


def test_what_stands_is_left_alone_and_counted() -> None:
    turns = lay_out([MONDAY], [7, 8], [Turn(MONDAY, "am", 7)], {8: 0, 7: 0})
    assert turns == (Turn(MONDAY, "pm", 8),)


@pytest.mark.django_db
class TestRegister:
    @pytest.fixture
    def centre(self, people: People) -> Centre:
        return make_centre()

    def test_rota_of_a_week(self, centre: Centre) -> None:
        rows = make_rota(unit=centre.unit, first=MONDAY, last=MONDAY + timedelta(days=6), by=centre.head, on=TODAY)
        assert len(rows) == 10  # five working days
        assert (
            make_rota(unit=centre.unit, first=MONDAY, last=MONDAY + timedelta(days=6), by=centre.head, on=TODAY) == []
        )
        assert on_duty(centre.unit, at(MONDAY, 9)) == centre.lawyers[0]
        assert on_duty(centre.unit, at(MONDAY, 15)) == centre.lawyers[1]
        assert on_duty(centre.unit, at(TODAY, 9)) is None

    def test_a_turn_given_to_another(self, centre: Centre) -> None:
        turn = make_rota(unit=centre.unit, first=MONDAY, last=MONDAY, by=centre.head, on=TODAY)[0]
        with pytest.raises(Refusal, match="没有写明理由"):
            give_turn(turn=turn, lawyer=centre.lawyers[2], reason="", by=centre.head, on=TODAY)
        give_turn(turn=turn, lawyer=centre.lawyers[2], reason="开庭冲突", by=centre.head, on=TODAY)
        assert on_duty(centre.unit, at(MONDAY, 9)) == centre.lawyers[2]
        assert DutyTurn.objects.filter(day=MONDAY, half="am").count() == 2
        with pytest.raises(Refusal, match="已经调整过"):
            give_turn(turn=turn, lawyer=centre.lawyers[1], reason="再换", by=centre.head, on=TODAY)

    def test_only_the_head_lays_it_out(self, centre: Centre) -> None:
        with pytest.raises(NotAllowed):
            make_rota(unit=centre.unit, first=MONDAY, last=MONDAY, by=centre.officer, on=TODAY)

    def test_suspension_takes_the_turns_ahead_and_is_kept(self, centre: Centre) -> None:
        make_rota(unit=centre.unit, first=MONDAY, last=MONDAY, by=centre.head, on=TODAY)
        change_standing(lawyer=centre.lawyers[0], standing="suspended", reason="停止执业", by=centre.head, on=TODAY)
        assert on_duty(centre.unit, at(MONDAY, 9)) is None
        assert [one.standing for one in AidLawyerChange.objects.filter(lawyer=centre.lawyers[0])] == [
            "active",
            "suspended",
        ]
        filled = make_rota(unit=centre.unit, first=MONDAY, last=MONDAY, by=centre.head, on=TODAY)
        assert [one.lawyer for one in filled] == [centre.lawyers[1]] or filled[0].lawyer == centre.lawyers[2]

    def test_a_lawyer_without_licence_or_twice(self, centre: Centre) -> None:
        with pytest.raises(BadInput, match="执业证号"):
            add_lawyer(centre, 7, licence="")
        with pytest.raises(Refusal, match="已在名册中"):
            add_lawyer(centre, 0)
        add_lawyer(centre, 8, kind="volunteer", licence="", firm="")

    def test_suggestion_reads_the_file(self, people: People, centre: Centre) -> None:
        case = apply(people, centre)
        order = suggestion_for(case).order
        assert [one.name for one in order] == ["律师0", "律师1", "律师2"]
        assert "专长：劳动报酬" in order[0].grounds

    def test_stations(self, centre: Centre) -> None:
        from nuanxin.foundation.organisations.models import Region

        region = Region.objects.get(pk="410721")
        told = {"name": "总工会工作站", "kind": "station", "address": "青年路5号", "phone": "", "hours": "工作日"}
        station = open_station(unit=centre.unit, region=region, **told, by=centre.head, on=TODAY)
        close_station(station=station, reason="并入窗口", by=centre.head, on=TODAY)
        with pytest.raises(Refusal, match="已经撤销"):
            close_station(station=station, reason="再撤", by=centre.head, on=TODAY)
        with pytest.raises(BadInput, match="地址"):
            open_station(unit=centre.unit, region=region, **{**told, "address": ""}, by=centre.head, on=TODAY)
