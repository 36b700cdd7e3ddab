"""The page patterns' sample ledger is at hand here."""

from tests.sample_fixtures import sample, sample_tables

__all__ = ["sample", "sample_tables"]
