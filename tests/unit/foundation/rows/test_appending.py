"""A row appended is the row that `save` would have written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting, Post
from nuanxin.foundation.parties.models import Worker
from nuanxin.foundation.rows.appending import append
from tests.conftest import People

pytestmark = pytest.mark.django_db


def rows(people: People) -> list[tuple[models.Model, models.Model]]:
    """Pairs of equal rows: one to be saved, one to be appended. Sealed texts, JSON, moments, days, nulls, references."""
    staff = people.owner
    assert staff.unit is not None
    post: dict[str, Any] = {"staff": staff, "unit": staff.unit, "duty": "inspector", "region_id": "410721"}
    setting: dict[str, Any] = {"region_id": "410721", "source": "某文", "valid_from": date(2024, 1, 1)}
    setting["value"] = {"value": 1, "unit": "wd", "注": ["甲", None]}
    message: dict[str, Any] = {"channel": "sms", "to": "13800001234", "template": "clue_registered", "body": "正文"}
    message |= {"template_version": 1, "notice": "通知", "about_kind": "x", "about_id": 1}
    message |= {"not_before": occasion.now(), "next_try_at": occasion.now(), "created_at": occasion.now()}
    return [
        (Worker(name="张三", migrant=None), Worker(name="张三", migrant=None)),
        (Post(valid_from=date(2020, 1, 1), **post), Post(valid_from=date(2020, 1, 2), **post)),
        (LocalSetting(key="甲", **setting), LocalSetting(key="乙", **setting)),
        (Message(**message), Message(**message)),
    ]


def test_the_row_is_the_one_that_save_writes(people: People) -> None:
    for saved, appended in rows(people):
        saved.save()
        assert append(appended) is appended
        assert appended.pk == saved.pk + 1
        read, twin = (type(row)._default_manager.values().get(pk=row.pk) for row in (appended, saved))
        assert {name for name, value in read.items() if value != twin[name]} <= {"id", "key", "valid_from"}


def stored(row: models.Model) -> dict[str, Any]:
    """As the database holds it, nothing unsealed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_personal_data_lie_sealed() -> None:
    worker = append(Worker(name="张三", phone="13800001234", phone_index="x"))
    assert "1380000" not in str(stored(worker))
    assert Worker.objects.get(pk=worker.pk).phone == "13800001234"


def test_an_appended_row_is_an_ordinary_row_afterwards() -> None:
    worker = append(Worker(name="张三"))
    worker.name = "李四"
    worker.save()
    assert list(Worker.objects.values_list("pk", "name")) == [(worker.pk, "李四")]


def test_what_the_table_forbids_is_refused() -> None:
    append(Worker(name="张三", id_index="same"))
    with pytest.raises(IntegrityError), transaction.atomic():
        append(Worker(name="李四", id_index="same"))
