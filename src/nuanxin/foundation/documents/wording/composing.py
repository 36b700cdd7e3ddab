"""A template and filled fields become a Sheet: the finished wording, layout apart. Pure; PDF and Word print the same Sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.documents.wording.printing import is_blank, lines, printed, refuse_missing, rows, tables
from nuanxin.foundation.documents.wording.templates import PLACEHOLDER, Part, Template

# Text of a statutory figure by its key in law.md ("rem.reconsider" → "60日"), valid on the paper's day.
Figures = Callable[[str], str]
_STOPS = "。；，;"
DRAFT_NUMBER = "（草稿，未编号）"


@dataclass(frozen=True)
class Block:
    """kind: para, heading, subheading, items, table, form or blank; `text`, or `cells` as rows of a table or a form."""

    kind: str
    text: str = ""
    head: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed, as plain text. No markup: whatever stands in a field is printed as it stands."""

    layout: str
    agency: str
    title: str
    number: str
    addressee: str
    blocks: tuple[Block, ...]
    signed: bool
    day: str
    officers: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    copies: str = ""
    open_mark: str = ""
    mark: str = ""
    check: str = ""
    size: str = "A4"
    qr: str = ""
    qr_caption: str = ""
    big: str = ""
    cc: str = ""
    signer: str = ""
    annexes: tuple[Block, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Plain lists and text for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Sheet:
        """The Sheet that `as_dict` came from, also after a way through JSON."""
        kept = dict(given)
        for name in ("blocks", "annexes"):
            kept[name] = tuple(_block(block) for block in kept[name])
        return cls(**{**kept, "officers": tuple(kept["officers"]), "contact": tuple(kept["contact"])})


def _block(given: Mapping[str, Any]) -> Block:
    return Block(given["kind"], given["text"], tuple(given["head"]), tuple(tuple(row) for row in given["cells"]))


def compose(
    *,
    whole: Template,
    fields: Mapping[str, Any],
    agency: str,
    number: str,
    day: date | None,
    figures: Figures,
    mark: str = "",
    open_mark: str = "",
) -> Sheet:
    """The finished wording. Refusal names every lawful field that is missing; `day` None leaves the date open (draft)."""
    refuse_missing(whole, fields)
    values = {one.key: printed(one, fields.get(one.key)) for one in whole.fields}
    values |= {"unit": agency, "number": number, "day": chinese_day(day) if day else ""}

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: _value(found, values, figures), text)

    blocks: list[Block] = []
    annexes: list[Block] = []
    for part in whole.parts:
        if _said(part, fields):
            for block in _blocks(part, whole, fields, filled):
                (annexes if block.kind == "table" else blocks).append(block)
    given = {key: values.get(key, "") for key in ("contact_name", "contact_phone", "contact_address")}
    return Sheet(
        layout=whole.layout,
        agency=agency,
        title=whole.title if "{" not in whole.title else filled(whole.title),
        number=number or (DRAFT_NUMBER if whole.number_word else ""),
        addressee=filled(whole.addressee),
        blocks=tuple(blocks),
        signed=whole.signed,
        day=chinese_day(day) if day else "",
        officers=tuple(lines(whole.field("officers"), fields["officers"])) if whole.officers else (),
        contact=tuple(given.values()) if whole.contact else (),
        copies=whole.copies,
        open_mark=open_mark,
        mark=mark,
        size=str(fields.get("paper_size") or "A4"),
        qr=filled(whole.qr),
        qr_caption=whole.qr_caption,
        big=filled(whole.big),
        cc=values.get("copied_to", ""),
        signer=values.get("signer", ""),
        annexes=tuple(annexes),
    )


def _value(found: re.Match[str], values: Mapping[str, str], figures: Figures) -> str:
    name = found[1]
    if name.startswith("law:"):
        return figures(name.removeprefix("law:"))
    # Officers close their sentence, the template closes it too: one full stop is enough.
    return values[name].rstrip(_STOPS) if found.string[found.end() : found.end() + 1] in tuple(_STOPS) else values[name]


def _said(part: Part, fields: Mapping[str, Any]) -> bool:
    """Whether the part is printed: always, or only when its field has the named value (no value = is filled)."""
    if not part.when:
        return True
    name, _, wanted = part.when.partition("=")
    given = fields.get(name)
    return str(given) == wanted if wanted else not is_blank(given)


def _blocks(part: Part, whole: Template, fields: Mapping[str, Any], filled: Callable[[str], str]) -> list[Block]:
    def cell(value: str) -> str:
        """A form gives each entry of a list its own line; running text joins them."""
        name = value.strip("{}")
        listed = any(one.key == name and one.kind == "lines" for one in whole.fields)
        return "\n".join(lines(whole.field(name), fields[name])) if listed else filled(value)

    blocks: list[Block] = []
    if part.heading:
        blocks.append(Block("heading", filled(part.heading)))
    if part.text:
        blocks += [Block("para", line) for line in filled(part.text).splitlines() if line.strip()]
    if part.items:
        entries = lines(whole.field(part.items), fields.get(part.items) or [])
        blocks += [
            Block(_kind(entry) if part.outlined else "para", entry)
            for entry in _numbered(entries, plain=whole.layout == "red_head")
        ]
    if part.table:
        one = whole.field(part.table)
        cells = tuple(tuple(row) for row in rows(one, fields.get(part.table)))
        if cells:
            blocks.append(Block("table", one.label, one.columns, cells))
        elif isinstance(fields.get(part.table), Mapping):  # there is no list: the paper says why
            none = printed(one, fields[part.table])
            shown = (
                Block("form", cells=((one.label, none),))
                if whole.layout == "form"
                else Block("para", f"{one.label}：{none}。")
            )
            blocks.append(shown)
    if part.tables:
        blocks += [Block("table", title, head, cells) for title, head, cells in tables(fields.get(part.tables))]
    if part.rows:
        blocks.append(Block("form", "", (), tuple((label, cell(value)) for label, value in part.rows)))
    if part.blank_rows:
        blocks.append(Block("blank", "", (), tuple((label, str(height)) for label, height in part.blank_rows)))
    return blocks


_FIRST, _SECOND = (
    re.compile(r"[一二三四五六七八九十百]+、[^。；]*"),
    re.compile(r"（[一二三四五六七八九十百]+）[^。；]*"),
)


def _kind(entry: str) -> str:
    """What a line is by the number that it carries (GB/T 9704-2012, 7.3.3): 一、 and （一） that stand alone are headings."""
    return "heading" if _FIRST.fullmatch(entry) else "subheading" if _SECOND.fullmatch(entry) else "para"


def _numbered(entries: list[str], *, plain: bool) -> list[str]:
    """1．…； 2．…。 — a single entry and the paragraphs of a notice go without a number."""
    if plain:
        return entries
    ends = ["；"] * (len(entries) - 1) + ["。"]
    closed = [entry.rstrip(_STOPS) + end for entry, end in zip(entries, ends, strict=True)]
    return closed if len(closed) == 1 else [f"{number}．{entry}" for number, entry in enumerate(closed, 1)]
