"""Personal data lie sealed; the index finds them; a rotated key still opens what it sealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from nuanxin.foundation.parties.models import Worker, id_index
from nuanxin.foundation.vault import fields
from nuanxin.foundation.vault.keys import KeysMissing, add_key, load_keys, make_key_file

NUMBER = "11010519491231002X"


@pytest.mark.django_db
def test_the_database_never_sees_the_number() -> None:
    worker = Worker.objects.create(name="某", id_number=NUMBER, phone="13800000000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone, id_index FROM parties_worker WHERE id = %s", [worker.pk])
        stored = cursor.fetchone()
    assert NUMBER not in str(stored) and "13800000000" not in str(stored)
    assert Worker.objects.get(pk=worker.pk).id_number == NUMBER


@pytest.mark.django_db
def test_the_blind_index_finds_the_exact_number() -> None:
    worker = Worker.objects.create(name="某", id_number=NUMBER)
    assert Worker.objects.get(id_index=id_index(NUMBER.lower())) == worker


def test_the_same_text_is_never_sealed_alike_twice() -> None:
    assert fields.seal("张三", "worker") != fields.seal("张三", "worker")


def test_a_purpose_cannot_open_what_another_sealed() -> None:
    with pytest.raises(Exception, match=r".+"):
        fields.unseal(fields.seal("张三", "reporter"), "worker")


def test_a_key_file_is_private_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    assert make_key_file(path) and not make_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_rotation_keeps_old_rows_readable(tmp_path: Path, settings: object) -> None:
    path = tmp_path / "keys.json"
    make_key_file(path)
    settings.NUANXIN_KEY_FILE = path  # type: ignore[attr-defined]
    sealed = fields.seal("张三", "worker")
    assert add_key(path) == "2"
    assert fields.unseal(sealed, "worker") == "张三"
    assert fields.seal("张三", "worker").startswith("2:")
    assert path.stat().st_mode & 0o777 == 0o600


def test_without_keys_nothing_is_written_in_the_clear(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="nuanxin setup"):
        load_keys(tmp_path / "none.json")
