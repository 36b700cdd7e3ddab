"""Small files, short functions, files named by idea."""

from __future__ import annotations

from collections import Counter

from tests.architecture.house import SOURCE, functions, shown, source_files

FILE_LIMIT, FUNCTION_LIMIT, ROOM_LIMIT = 350, 60, 12
KINDS = {
    "services", "selectors", "utils", "helpers", "managers", "signals", "constants", "views", "forms_py", "tasks", "misc",
}  # fmt: skip
NOT_IDEAS = {"__init__.py", "apps.py", "models.py", "admin.py"}

# Exceptions carry their reason. Keep this list short.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
FULL_ROOMS: dict[str, str] = {
    "rights/intake": "the clue is the thread: each idea of its life is one short file",
    "watch/monitoring/indicators": "one indicator a file, as many as there are rules",
}


def test_files_are_short() -> None:
    long = {shown(p): n for p in source_files() if (n := len(p.read_text().splitlines())) > FILE_LIMIT}
    assert not long.keys() - LONG_FILES.keys(), long


def test_functions_are_short() -> None:
    long = {f"{shown(p)}:{name}": n for p in source_files() for name, n in functions(p) if n > FUNCTION_LIMIT}
    assert not long.keys() - LONG_FUNCTIONS.keys(), long


def test_rooms_are_small() -> None:
    """At most twelve files of ideas in a folder; commands of the terminal are a list, not a room."""
    counted = Counter(shown(p.parent) for p in source_files() if p.name not in NOT_IDEAS)
    full = {room: n for room, n in counted.items() if n > ROOM_LIMIT and not room.endswith("management/commands")}
    assert not full.keys() - FULL_ROOMS.keys(), full


def test_files_are_named_by_idea() -> None:
    assert not [shown(p) for p in source_files() if p.stem in KINDS]


def test_every_exception_is_still_needed() -> None:
    files = {shown(p) for p in source_files()}
    assert LONG_FILES.keys() <= files
    assert all((SOURCE / room).is_dir() for room in FULL_ROOMS)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        shown(p)
        for p in source_files()
        if p.name not in {"apps.py"} and not p.read_text().lstrip().startswith(('"""', 'r"""'))
    ]
    assert not silent
