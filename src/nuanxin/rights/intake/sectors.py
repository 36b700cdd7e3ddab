"""Which row of the winter form a clue belongs to (law.md §19.1, contracts winter_report). Pure."""

from __future__ import annotations

CONSTRUCTION, MANUFACTURING, OTHER = "construction", "manufacturing", "other"


def sector_of(*, project_said: str, sector_said: str) -> str:
    """The project tie decides: a clue with a project name is construction whatever else it says; with neither, 其他."""
    if project_said.strip():
        return CONSTRUCTION
    return sector_said or OTHER
