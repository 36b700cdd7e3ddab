"""The page patterns' sample ledger and the scene of a county office are at hand here."""

from tests.sample_fixtures import sample, sample_tables
from tests.unit.web.officer.conftest import enter, scene

__all__ = ["enter", "sample", "sample_tables", "scene"]
