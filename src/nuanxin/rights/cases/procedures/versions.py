"""All procedures in all their versions. A new version is one more line; running cases keep the one they were opened under."""

from __future__ import annotations

from nuanxin.rights.cases.procedures import coordination, labour_inspection, referral
from nuanxin.rights.cases.procedures.declared import Procedure

ALL: tuple[Procedure, ...] = (labour_inspection.V2024_1, coordination.V2024_1, referral.V2024_1)
_DECLARED: list[Procedure] = list(ALL)


def declare(*procedures: Procedure) -> None:
    """A room above adds its procedures when it gets ready; declaring the same version again changes nothing."""
    for one in procedures:
        if one not in _DECLARED:
            if any((known.key, known.version) == (one.key, one.version) for known in _DECLARED):
                raise ValueError(f"{one.key} {one.version} is declared twice")
            _DECLARED.append(one)


def all_procedures() -> tuple[Procedure, ...]:
    """Every version of every procedure, in the order of declaration."""
    return tuple(_DECLARED)


def own_desk_procedures(unit_kind: str = "") -> tuple[Procedure, ...]:
    """The newest versions that begin at a desk of their own, all of them or those kept by units of that kind."""
    keys = dict.fromkeys(known.key for known in _DECLARED if known.opening)
    newest_ones = [newest(key) for key in keys]
    return tuple(one for one in newest_ones if one.opening and unit_kind in ("", *one.opening.unit_kinds))


def beside_the_clue() -> tuple[str, ...]:
    """Keys of the procedures whose files do not keep the clue open."""
    return tuple({known.key for known in _DECLARED if known.opening and not known.opening.holds_clue})


def procedure(key: str, version: str) -> Procedure:
    """That version; KeyError where it was never declared."""
    for known in _DECLARED:
        if (known.key, known.version) == (key, version):
            return known
    raise KeyError(f"{key} {version}")


def newest(key: str) -> Procedure:
    """The version under which new cases are opened: the last one declared."""
    found = [known for known in _DECLARED if known.key == key]
    if not found:
        raise KeyError(key)
    return found[-1]


def with_branches(running: Procedure) -> tuple[Procedure, ...]:
    """The procedure and the branches that may run beside it."""
    return (running, *(procedure(branch.procedure, branch.version) for branch in running.branches))
