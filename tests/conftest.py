"""What every test stands on: keys of its own, the built-in regions, four standing people, an occasion to act in."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

if "NUANXIN_HOME" not in os.environ:
    os.environ["NUANXIN_HOME"] = tempfile.mkdtemp(prefix="nuanxin-test-")
    atexit.register(shutil.rmtree, os.environ["NUANXIN_HOME"], ignore_errors=True)
os.environ.setdefault("NUANXIN_SECRET_KEY", "only-for-tests")

import pytest
from hypothesis import settings as hypothesis_settings

from nuanxin.foundation.common.occasion import BEIJING, occasion

TODAY = date(2024, 1, 10)

# A busy machine is no failure: time is measured in the benches, not here.
hypothesis_settings.register_profile("house", deadline=None)
# Whether a change lands depends on the change: the same examples each time. Without CI every run looks at new ones.
hypothesis_settings.register_profile("landing", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("landing" if os.environ.get("CI") else "house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-with-database", action="store_true", help="leave out what no database can change")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what touches a database is run again: the rest has been seen on the first."""
    if config.getoption("--only-with-database"):
        config.hook.pytest_deselected(items=[one for one in items if not _touches_a_database(one)])
        items[:] = [one for one in items if _touches_a_database(one)]


def _touches_a_database(item: pytest.Item) -> bool:
    marks = any(item.get_closest_marker(name) for name in ("django_db", "own_database"))
    return marks or bool({"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day in Beijing."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


@pytest.fixture(scope="session", autouse=True)
def keys() -> Path:
    from django.conf import settings

    from nuanxin.foundation.vault.keys import make_key_file

    make_key_file(settings.NUANXIN_KEY_FILE)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # else the first page of a worker warns
    return settings.NUANXIN_KEY_FILE


@pytest.fixture(autouse=True)
def a_working_morning() -> Iterator[None]:
    """Tests act on Wednesday 2024-01-10, nine in the morning, unless they open an occasion of their own."""
    with occasion(at=at(TODAY), source="test"):
        yield


@pytest.fixture(autouse=True)
def a_warehouse_of_ones_own(settings: Any) -> None:
    """Wages that one test hands in are not there in the next."""
    settings.NUANXIN_WAGES = settings.NUANXIN_HOME / "wages" / uuid4().hex


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The guard of the log and the built-in regions are in every test database, whose tables are laid from the models:
    that they are what the migrations make is checked apart, and whole houses are set up by them in journeys."""
    from django.db import connection

    from nuanxin.foundation.organisations.regions import builtin_rows, load_regions
    from nuanxin.web.terminal.benchmarks.scratch import guard_the_log

    with django_db_blocker.unblock():
        guard_the_log()
        load_regions(builtin_rows())
        if connection.vendor == "sqlite":  # emptying tables between transactional tests must be possible
            connection.cursor().execute("DROP TRIGGER IF EXISTS audit_never_deleted")


@dataclass
class People:
    """Who tries every page: the owner, a colleague, the superior, a stranger of another county, another duty."""

    owner: Any
    colleague: Any
    head: Any
    superior: Any
    stranger: Any
    housing: Any
    reviewer: Any
    statistician: Any
    coordinator: Any
    leader: Any
    auditor: Any


@pytest.fixture
def regions(db: None) -> None:
    """The built-in regions, also in transactional tests, which empty the tables."""
    from nuanxin.foundation.organisations.models import Region
    from nuanxin.foundation.organisations.regions import builtin_rows, load_regions

    if not Region.objects.exists():
        load_regions(builtin_rows())


@pytest.fixture
def people(regions: None) -> People:
    from nuanxin.foundation.organisations.kinds import UnitKind
    from nuanxin.foundation.organisations.models import Region, Unit
    from nuanxin.foundation.organisations.receiving import receiving_unit

    county = receiving_unit(Region.objects.get(code="410721"))
    other = receiving_unit(Region.objects.get(code="410724"))
    city = receiving_unit(Region.objects.get(code="410700"))
    housing_unit = Unit.objects.create(
        code="housing-410721",
        name="新乡县住房和城乡建设局",
        short_name="新乡县住建局",
        kind=UnitKind.HOUSING,
        region_id="410721",
    )
    return People(
        owner=person("owner", "王承办", county, "inspector"),
        colleague=person("colleague", "李同事", county, "inspector"),
        head=person("head", "赵队长", county, "inspection_head"),
        superior=person("superior", "周市级", city, "inspection_head"),
        stranger=person("stranger", "钱外县", other, "inspector"),
        housing=person("housing", "孙住建", housing_unit, "department_officer"),
        reviewer=person("reviewer", "吴法制", county, "legal_reviewer"),
        statistician=person("statistician", "郑统计", county, "statistician"),
        coordinator=person("coordinator", "冯协调", city, "coordinator"),
        leader=person("leader", "陈领导", county, "leader"),
        auditor=person("auditor", "褚审计", county, "audit_admin"),
    )


def person(username: str, name: str, unit: Any, duty: str, region: str | None = None) -> Any:
    """A member of staff with one post in a unit, for the unit's region unless another is named."""
    from nuanxin.foundation.organisations.models import Post, Staff

    staff = Staff.objects.create_user(username=username, name=name, unit=unit, phone="0373-5550000")
    Post.objects.create(
        staff=staff, unit=unit, duty=duty, region_id=region or unit.region_id, valid_from=date(2019, 1, 1)
    )
    return staff
