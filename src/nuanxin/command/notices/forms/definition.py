"""A blank form that was read becomes a form definition: the plain mapping that `reporting/forms/*.yaml` hold.

Only what the paper says is filled in. What the numbers of a column are counted from, and which checks they must keep
beyond the usual ones, a person has to say; `open_questions` lists what the paper leaves open.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

_NO_BRACES = str.maketrans("{}", "｛｝")  # braces of a paper are no places for figures
_BLANK = re.compile(r"[_＿]{2,}")
_TOTAL = re.compile(r"(?:合|总)计$|全(?:省|市|县|区)(?:合计)?$")
_PART = re.compile(r"(?:其中|#)[：:]?")
_UNIT = re.compile(r"[（(][^（）()]*[）)]")
_BEHIND = re.compile(r"(?:万|千|百|亿)?(?:人次|户次|场次|批次|[户人件元个家名项次场起条份期处篇天辆支所%％])")
_GOES_ON = re.compile(r"^[，,、（(]?(?:其中|涉及|查实|查处|拖欠|追发|累计|共|金额|人数|帮助|为|$)")
_CLAUSE = re.compile(r"(?<=[；;。])")
# The unit tells what a figure of a line is, as the forms of the house name it.
_BY_UNIT = {"件": "cases", "起": "cases", "万人": "persons", "人": "persons", "名": "persons", "万元": "amount_fen", "元": "amount_fen"}  # fmt: skip
_BY_WORDS = (
    (re.compile(r"欠薪(?:项目|企业|单位)$"), "arrears"),
    (re.compile(r"(?:检查|排查).*(?:共|数)?$"), "checked"),
)
_MOST_HEADS = 4
DECIMALS = {"万人": 4, "万元": 2}  # 万人 to one person, 万元 to 100 yuan
KEYS = (
    "key", "version", "title", "annex", "source", "stub", "header", "footer", "rows", "columns", "items",
    "items_title", "lines", "remarks_title", "remarks", "settings",
)  # fmt: skip


def form_definition(
    form: Mapping[str, Any], *, key: str, version: str, source: str, annex: str = "附件"
) -> dict[str, Any]:
    """The mapping of a form of `read_notice`; `key`, `version` and `source` are what a person calls it."""
    items, lines = _items(form.get("items") or [])
    return {
        "key": key,
        "version": version,
        "title": form.get("title") or "",
        "annex": annex,
        "source": source,
        "stub": {part: label for part, label in (form.get("stub") or {}).items() if label},
        "header": list(form.get("header") or []),
        "footer": list(form.get("footer") or []),
        "rows": _rows(form.get("rows") or [], form.get("row_numbers") or []),
        "columns": _columns(form.get("columns") or []),
        "items": items,
        "items_title": form.get("items_title") or "",
        "lines": lines,
        "remarks_title": form.get("remarks_title") or "",
        "remarks": list(form.get("remarks") or []),
        "settings": {},
    }


def _letters() -> Iterator[str]:
    """a, b … z, aa, ab …: keys of a form hold no digits."""
    yield from string.ascii_lowercase
    for first in string.ascii_lowercase:
        yield from (first + second for second in string.ascii_lowercase)


def _rows(names: Sequence[str], numbers: Sequence[int | None]) -> dict[str, dict[str, Any]]:
    """One row that is called a total adds up the others."""
    letters = _letters()
    totals = [name for name in names if _TOTAL.search(name)]
    rows: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names):
        number = numbers[place] if place < len(numbers) else None
        row = {"number": number if number is not None else place + 1, "name": name}
        rows["total" if totals == [name] else f"row_{next(letters)}"] = row
    if "total" in rows and len(rows) > 1:
        rows["total"]["sums"] = [key for key in rows if key != "total"]
    return rows


def _columns(columns: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    result: dict[str, dict[str, Any]] = {}
    for place, column in enumerate(columns):
        heads = _heads(column)
        entry: dict[str, Any] = {"name": _name(heads), "heads": heads}
        if column["unit"]:
            entry["unit"] = column["unit"]
            entry |= {"decimals": DECIMALS[column["unit"]]} if column["unit"] in DECIMALS else {}
        whole = _whole(columns, place)
        result[str(column["number"])] = entry | ({"of": str(whole)} if whole is not None else {})
    return result


def _name(heads: Sequence[str]) -> str:
    """The last head without its unit; with the head above it where it says nothing alone (合计, 其中…)."""
    bare = [_UNIT.sub("", head) for head in heads]
    alone = len(bare) < 2 or not re.match(r"(?:合计|小计|总计|其中|人数|金额|件数|户数|数量)", bare[-1])
    return bare[-1] if alone else bare[-2] + bare[-1]


def _own(column: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    heads = _heads(column)
    return tuple(heads[:-1]), heads[-1]


def _heads(column: Mapping[str, Any]) -> list[str]:
    """The head cells from the top; more levels than a form has are written in one."""
    heads = list(column.get("heads") or str(column["heading"]).split("/"))
    spare = len(heads) - _MOST_HEADS
    return ["/".join(heads[: spare + 1]), *heads[spare + 1 :]] if spare > 0 else heads


def _whole(columns: Sequence[Mapping[str, Any]], place: int) -> int | None:
    """What a column headed 其中 is a part of: the nearest column before it under the same heads, in the same unit."""
    above, own = _own(columns[place])
    if not _PART.match(own):
        return None
    for before in reversed(columns[:place]):
        other_above, other = _own(before)
        if other_above != above:
            return None
        if before["unit"] == columns[place]["unit"] and not _PART.match(other):
            return int(before["number"])
    return None


def _items(printed: Sequence[Mapping[str, Any]]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The figures of the lines below the table, and the lines with the key of each figure in place of its blank."""
    letters = _letters()
    items: dict[str, dict[str, Any]] = {}
    lines: list[str] = []
    for item in printed:
        line = str(item.get("line") or f"{item['number']}.{item['text']}").translate(_NO_BRACES)
        groups = list(_figures(line))
        names: list[str] = []
        for group in groups:
            key = f"item_{next(letters)}"
            fields = _fields(group)
            name = _title(group[0][0])
            alone = len(fields) == 1
            items[key] = {"name": name} | ({"unit": next(iter(fields.values()))} if alone else {"fields": fields})
            names += [key if alone else f"{key}.{field}" for field in fields]
        between = _BLANK.split(line)
        lines.append(between[0] + "".join(f"{{{name}}}{rest}" for name, rest in zip(names, between[1:], strict=True)))
    return items, lines


def _figures(line: str) -> Iterator[list[tuple[str, str]]]:
    """Blanks that belong together, each with the words before it and its unit (nothing where none is printed)."""
    for clause in _CLAUSE.split(line):
        group: list[tuple[str, str]] = []
        end = 0
        for blank in _BLANK.finditer(clause):
            words = clause[end : blank.start()]
            unit = _BEHIND.match(clause, blank.end())
            end = unit.end() if unit else blank.end()
            if group and not _GOES_ON.match(words):
                yield group
                group = []
            group.append((words, unit.group() if unit else ""))
        if group:
            yield group


def _fields(group: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A key for every figure of an item, from its words or its unit."""
    fields: dict[str, str] = {}
    for words, unit in group:
        bare = re.sub(r"[共：:]$", "", words)
        told = next((key for pattern, key in _BY_WORDS if unit not in _BY_UNIT and pattern.search(bare)), None)
        wanted = told or _BY_UNIT.get(unit, "number")
        letters = _letters()
        key = wanted
        while key in fields:
            key = f"{wanted}_{next(letters)}"
        fields[key] = unit
    return fields


def _title(words: str) -> str:
    bare = re.sub(r"^[（(]?\d{1,2}[.、）)]*|^[，；、]", "", words)
    return re.sub(r"[共：:为]+$", "", bare)


def open_questions(definition: Mapping[str, Any]) -> list[str]:
    """What the paper does not say and a person has to before the form can be used, in the words of the form."""
    asked = [f"第{n}列“{c['name']}”没有写明单位" for n, c in definition["columns"].items() if "unit" not in c]
    asked += [
        f"第{n}列“{c['name']}”是“其中”项，没有找到它所属的合计列"
        for n, c in definition["columns"].items()
        if _PART.match(c["heads"][-1]) and "of" not in c
    ]
    asked += [
        f"“{item['name']}”后面的空没有写明单位"
        for item in definition["items"].values()
        if "" in (item.get("fields") or {"": item.get("unit")}).values()
    ]
    if not definition["title"]:
        asked.append("没有读到表名")
    if definition["columns"] and not definition["rows"]:
        asked.append("没有读到固定的行，像是逐条登记的表，不是统计表")
    if definition["rows"] and not any("sums" in row for row in definition["rows"].values()):
        asked.append("没有读到合计行")
    return asked


def faults(definition: Mapping[str, Any]) -> list[str]:
    """What is wrong with the shape of a mapping; nothing for every one made here."""
    wrong = [f"缺少“{key}”" for key in KEYS if key not in definition]
    wrong += [f"不认识“{key}”" for key in definition if key not in KEYS]
    if wrong:
        return wrong
    rows, columns = definition["rows"], definition["columns"]
    wrong += [
        f"rows.{key}：没有行 {part}" for key, row in rows.items() for part in row.get("sums", ()) if part not in rows
    ]
    wrong += [f"columns.{n}：没有第{c['of']}列" for n, c in columns.items() if "of" in c and c["of"] not in columns]
    wrong += [f"columns.{n}：没有表头" for n, c in columns.items() if not c["heads"]]
    known = {f"{key}.{field}" for key, item in definition["items"].items() for field in item.get("fields", ())}
    known |= {key for key, item in definition["items"].items() if "fields" not in item}
    printed = [name for line in definition["lines"] for name in re.findall(r"\{([a-z_.]+)\}", line)]
    wrong += [f"lines：没有数据项 {name}" for name in printed if name not in known]
    return wrong + [f"items.{name}：没有印在任何一行" for name in sorted(known - set(printed))]


def as_yaml(definition: Mapping[str, Any]) -> str:
    """The text of a form's file; what a person still has to say stands above it."""
    asked = [f"# 请先核对：{question}\n" for question in open_questions(definition)]
    return "".join(asked) + str(yaml.safe_dump(dict(definition), allow_unicode=True, sort_keys=False, width=200))
