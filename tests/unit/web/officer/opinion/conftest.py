"""The county's watch of public opinion is at hand here."""

from tests.unit.watch.opinion.conftest import watch

__all__ = ["watch"]
