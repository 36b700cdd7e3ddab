"""A settled file full of planted names, numbers and bytes; the place's period; and a look through the whole storage for them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.parties.models import Worker, id_index, phone_index
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.destruction.carrying import Carried, carry_out
from nuanxin.rights.intake.destruction.proposing import decide_destruction, propose_destruction
from nuanxin.rights.intake.destruction.records import DestructionList
from nuanxin.rights.intake.files import append_chunk, finish_upload, start_upload
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration.facts import ClaimFacts, ReporterFacts
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import id_number, make_case, on_day, pay_all, stamp, step, walk

LATER = date(2035, 3, 1)  # ten years after the file was closed, and more
NAMES = ("欧阳慕容", "司徒听雨", "令狐远山")
REPORTER = "诸葛问天"
IDS = tuple(id_number(700 + n) for n in range(3))
PHONES = ("13712345001", "13712345002", "13712345003")
EARLIER = ("2023-05", "2023-07")
CARD = "6222021704009998887"
VOICE = "ID3 原话：我叫欧阳慕容，三个月没有发工资".encode()
SAID = "老板电话15900007777，住在翠竹苑八栋"
PLANTED = (*NAMES, REPORTER, *IDS, *PHONES, CARD, "翠竹苑", "15900007777", "三个月没有发工资")


def set_years(value: Any = 10) -> None:
    LocalSetting.objects.create(
        key="retention.clue", region_id="410700", value=value, source="某市档规〔2020〕1号", valid_from=date(2020, 1, 1)
    )


def open_case(people: People, months: tuple[str, str] = ("2023-09", "2023-11"), **about: Any) -> Case:
    """A filed case with planted people, a voice note, a sealed order that was served; everybody paid and asked."""
    crew = tuple(
        ClaimFacts(name=name, id_number=number, phone=phone, amount_fen=1_000_000, owed_from=months[0], owed_to=months[1], migrant=n % 3 != 2)
        for n, (name, number, phone) in enumerate(zip(NAMES, IDS, PHONES, strict=True))
    )  # fmt: skip
    told = {
        "claims": crew,
        "reporters": (ReporterFacts(name=REPORTER, phone=PHONES[0], id_number=IDS[0]),),
        "demand": SAID,
    }
    case = make_case(people, **{**told, **about})
    Claim.objects.filter(clue=case.clue).update(card=CARD)
    with on_day(date(2023, 12, 6)) as on:
        token = start_upload(name=f"{NAMES[0]}录音.mp3", size=len(VOICE)).token
        append_chunk(token=token, offset=0, data=VOICE)
        finish_upload(token=token, clue=case.clue, by=people.owner, on=on)
    for piece in Path(settings.MEDIA_ROOT, "uploads").iterdir():
        piece.unlink()  # done on commit, which most tests never reach
    walk(case, "evidence investigated order", people, date(2023, 12, 6))
    with on_day(date(2023, 12, 9)) as on:
        paper = case.steps.get(step="order").paper
        assert paper is not None
        stamp(paper, people, on)
    step(case, "order_served", people, date(2023, 12, 9), recipient=NAMES[1])
    return case


def settled_file(people: People, **about: Any) -> Clue:
    """The same, paid, asked and closed on the working morning."""
    case = open_case(people, **about)
    pay_all(case.clue, people, date(2023, 12, 12))
    step(case, "performed", people, date(2023, 12, 12), how=f"已转账给{NAMES[0]}")
    settle_and_close(case=case, by=people.owner, on=TODAY)
    return Clue.objects.get(pk=case.clue_id)


def listed(people: People, *clues: Clue, on: date = LATER) -> DestructionList:
    with on_day(on):
        return propose_destruction(clues=clues, reason="鉴定：已过保管期限，没有继续保存价值", by=people.owner, on=on)


def approved(people: People, *clues: Clue, on: date = LATER) -> DestructionList:
    lot = listed(people, *clues, on=on)
    with on_day(on):
        return decide_destruction(lot=lot, refused={}, by=people.head, on=on)


def carried(people: People, lot: DestructionList, on: date = LATER, **said: Any) -> Carried:
    told = {"done_on": on, "first_witness": "档案馆甲", "second_witness": "保密办乙", "by": people.owner, "on": on}
    with on_day(on):
        return carry_out(lot=lot, **{**told, **said})


def found_in_storage(words: tuple[str, ...] = ()) -> list[str]:
    """Every place of the database (as stored, and unsealed) and of the media folder where one of these words lies.

    By default everything planted, and its blind indexes.
    """
    words = words or (*PLANTED, *map(id_index, IDS), *map(phone_index, PHONES))
    places: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "clue_signs":  # single signs without their order, which cannot be read back
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                places += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if _says(value, words)]
    for model in apps.get_models():
        for row in model._base_manager.values():
            places += [f"{model._meta.label}.{name}" for name, value in row.items() if _says(value, words)]
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    places += [path.name for path in files if any(word.encode() in path.read_bytes() for word in words)]
    return sorted(set(places))


def _says(value: Any, words: tuple[str, ...]) -> bool:
    if isinstance(value, bytes | memoryview):
        return any(word.encode() in bytes(value) for word in words)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    # A JSON column may hold Chinese as escapes.
    return any(word in text or json.dumps(word)[1:-1] in text for word in words)


def workers() -> list[Worker]:
    return list(Worker.objects.order_by("pk"))
