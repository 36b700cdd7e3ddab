"""A bureau, an officer and the fields of every paper: what the tests of papers stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.documents.wording.composing import Sheet, compose
from nuanxin.foundation.documents.wording.figures import figures_on
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.vault.keys import make_key_file
from tests.unit.foundation.documents.filled import FILLED

AGENCY = "新乡市牧野区人力资源和社会保障局"
DAY = date(2023, 12, 5)


@pytest.fixture(autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "keys.json"
    make_key_file(path)
    settings.NUANXIN_KEY_FILE = path


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    return tmp_path / "fonts"


@pytest.fixture
def bureau(db: None) -> Unit:
    named = {"name": "牧野区", "full_name": "河南省新乡市牧野区", "level": "county"}
    region, _ = Region.objects.get_or_create(code="410711", defaults=named)
    return Unit.objects.create(
        code="410711-hrss", name=AGENCY, short_name="牧野区人社局", kind="hrss", region=region, document_word="牧人社"
    )


@pytest.fixture
def officer(bureau: Unit) -> Staff:
    return Staff.objects.create(username="wang", name="王明", unit=bureau)


@pytest.fixture
def sheet_for() -> Callable[..., Sheet]:
    def make(key: str, **changes: Any) -> Sheet:
        whole = template(key)
        return compose(
            whole=whole,
            fields={**FILLED[key], **changes},
            agency=AGENCY,
            number=f"牧人社{whole.number_word}〔2023〕6号" if whole.number_word else "",
            day=DAY,
            figures=figures_on(DAY, "410711"),
        )

    return make
