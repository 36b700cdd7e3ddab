"""All procedures in all their versions. A new version is one more line; running cases keep the one they were opened under."""

from __future__ import annotations

from nuanxin.rights.cases.procedures import coordination, labour_inspection, referral
from nuanxin.rights.cases.procedures.declared import Procedure

ALL: tuple[Procedure, ...] = (labour_inspection.V2024_1, coordination.V2024_1, referral.V2024_1)


def procedure(key: str, version: str) -> Procedure:
    """That version; KeyError where it was never declared."""
    for known in ALL:
        if (known.key, known.version) == (key, version):
            return known
    raise KeyError(f"{key} {version}")


def newest(key: str) -> Procedure:
    """The version under which new cases are opened: the last one declared."""
    found = [known for known in ALL if known.key == key]
    if not found:
        raise KeyError(key)
    return found[-1]


def with_branches(running: Procedure) -> tuple[Procedure, ...]:
    """The procedure and the branches that may run beside it."""
    return (running, *(procedure(branch.procedure, branch.version) for branch in running.branches))
