"""Finding clues by any few characters of what was said: a narrow index of single signs first, then the words themselves.

Chinese has no blanks, and people search for two characters; indexes of words or of three letters do not find those. So
each clue is filed under every sign that occurs in it: on PostgreSQL by a GIN index, on SQLite by a full-text table kept
by triggers. A sign says only where to look. Whether the word really occurs is asked of the clue itself, always.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL

SAID = ("employer_said", "project_said", "place")
_TABLE = "clue_signs"
_NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6}", re.ASCII)
_PART_OF_NUMBER = re.compile(r"[\d-]+", re.ASCII)
# Signs that every database folds and splits alike; others are left to the second look.
_SURE = re.compile(r"[0-9A-Z\u4e00-\u9fff]")
_COMMON = 20_000
_LONGEST = 600  # the three texts together


class Signs(Func):
    """The single signs of several texts as an array (PostgreSQL)."""

    template = "string_to_array(upper(%(expressions)s), NULL)"
    arg_joiner = " || "
    output_field: models.Field[Any, Any] = models.TextField()


class _HasSigns(Signs):
    template = f"({Signs.template} @> %(wanted)s)"
    output_field: models.Field[Any, Any] = models.BooleanField()


def said(word: str) -> Q:
    """The clues in whose employer, project, place (as said) or number the word occurs; capitals and small letters alike."""
    how = "contains" if word.upper() == word.lower() else "icontains"  # folding is what costs
    spoken = Q()
    for path in SAID:
        spoken |= Q(**{f"{path}__{how}": word})
    spoken = _prefiltered(word.upper()) & spoken
    if _NUMBER.fullmatch(word):
        return spoken | Q(number=word)
    return spoken | Q(number__contains=word) if _PART_OF_NUMBER.fullmatch(word) else spoken


def _prefiltered(word: str) -> Q:
    signs = sorted(set(_SURE.findall(word)))
    if not signs:
        return Q()
    if connection.vendor == "postgresql":
        wanted = "ARRAY[" + ",".join(f"'{sign}'" for sign in signs) + "]"  # no sign that would need quoting
        return Q(_HasSigns(*map(F, SAID), wanted=wanted))
    query = " ".join(f'"{sign}"' for sign in signs)
    with connection.cursor() as cursor:
        found = f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s LIMIT {_COMMON}"  # noqa: S608
        cursor.execute(f"SELECT count(*) FROM ({found})", [query])  # noqa: S608
        if cursor.fetchone()[0] == _COMMON:
            return Q()  # so common that walking the newest clues finds it sooner than sorting all that have it
    return Q(pk__in=RawSQL(f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s", [query]))  # noqa: S608, S611


class SignsIndex(models.Index):
    """The index behind `said`: GIN on PostgreSQL; on SQLite a full-text table with the triggers that keep it."""

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Statement:
        if schema_editor.connection.vendor == "postgresql":
            return super().create_sql(model, schema_editor, using=" USING gin", **kwargs)
        # Django rebuilds tables under a passing name; triggers go with the old one and are made again here.
        schema_editor.deferred_sql += _full_text(model._meta.db_table.removeprefix("new__"))
        return Statement("SELECT 1")

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, **kwargs: Any) -> str:
        if schema_editor.connection.vendor == "postgresql":
            return super().remove_sql(model, schema_editor, **kwargs)
        for trigger in ("added", "changed", "removed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_TABLE}_{trigger}")
        return f"DROP TABLE IF EXISTS {_TABLE}"


def _full_text(table: str) -> list[str]:
    columns = ", ".join(SAID)
    add = f"INSERT INTO {_TABLE} (rowid, signs) VALUES (new.id, {_signs('new.')});"  # noqa: S608
    drop = f"INSERT INTO {_TABLE} ({_TABLE}, rowid, signs) VALUES ('delete', old.id, {_signs('old.')});"  # noqa: S608
    options = "content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 0'"
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_TABLE} USING fts5(signs, {options})",
        f"CREATE TABLE IF NOT EXISTS {_TABLE}_places (n INTEGER PRIMARY KEY)",
        f"INSERT OR IGNORE INTO {_TABLE}_places SELECT value FROM json_each('{json.dumps(list(range(1, _LONGEST + 1)))}')",  # noqa: S608
        f"INSERT INTO {_TABLE} ({_TABLE}) VALUES ('delete-all')",  # noqa: S608
        f"INSERT INTO {_TABLE} (rowid, signs) SELECT id, {_signs('')} FROM {table}",  # noqa: S608
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_changed AFTER UPDATE OF {columns} ON {table} BEGIN {drop} {add} END",
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_removed AFTER DELETE ON {table} BEGIN {drop} END",
    ]


def _signs(row: str) -> str:
    """SQL: the texts of a row with a blank after every sign, so that the full-text table takes each for a word."""
    text = " || ".join(f"{row}{column}" for column in SAID)
    each = f"SELECT group_concat(substr(text, n, 1), ' ') FROM {_TABLE}_places WHERE n <= length(text)"  # noqa: S608
    return f"(SELECT ({each}) FROM (SELECT {text} AS text LIMIT 1))"  # noqa: S608  (the limit: put together once)
