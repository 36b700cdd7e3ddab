"""Write docs/reference anew from the code, or (--check) say what is stale. The reference is never edited by hand."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/build_docs.py; do not edit. -->\n\n"


def terms() -> str:
    from nuanxin.foundation.law.book import Law
    from nuanxin.foundation.law.reference import figures_table, promises_table, terms_table

    law = Law.load()
    return "\n\n".join(
        [
            "# Terms, promises and figures of law",
            "Dated data of `foundation/law/parameters/`. `nuanxin due_date --term KEY` reckons with them.",
            "## Terms",
            terms_table(law),
            "## Local promises",
            promises_table(law),
            "## Thresholds, rates and amounts",
            figures_table(law),
        ]
    )


def duties() -> str:
    from nuanxin.foundation.organisations.duties import DUTIES, Permission

    lines = [
        "# Duties and rights",
        "",
        "Reach: `area` = every file of the place, `unit` = files the unit holds or helps with, `own` = one's own.",
        "",
    ]
    names = list(DUTIES.values())
    lines.append("| right | " + " | ".join(d.name for d in names) + " |")
    lines.append("| --- |" + " --- |" * len(names))
    for permission in Permission:
        lines.append(f"| `{permission}` | " + " | ".join(str(d.grants.get(permission, "")) for d in names) + " |")
    lines += ["", "## What each duty is for", ""]
    return "\n".join(lines + [f"- **{d.name}** (`{d.key}`): {d.description}" for d in names])


def models() -> str:
    from django.apps import apps

    lines = ["# Rows", ""]
    own = [m for m in apps.get_models() if m.__module__.startswith("nuanxin.")]
    for model in sorted(own, key=lambda m: (m.__module__, m.__name__)):
        room = ".".join(model.__module__.split(".")[1:3])
        lines += [
            f"## {model._meta.verbose_name} `{room}.{model.__name__}`",
            "",
            (model.__doc__ or "").strip(),
            "",
            "| field | term | kind |",
            "| --- | --- | --- |",
        ]
        for field in model._meta.fields:
            if not field.primary_key or field.name != "id":
                lines.append(f"| `{field.name}` | {field.verbose_name} | {field.get_internal_type()} |")
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    import importlib
    import pkgutil

    package = importlib.import_module("nuanxin.web.terminal.management.commands")
    lines = [
        "# Commands",
        "",
        "Every command has `--help`; with `--json` it prints one JSON object. Exit 0 = done, 2 = the input or the call is wrong, 1 = our fault.",
        "",
    ]
    for name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        command = importlib.import_module(f"{package.__name__}.{name}").Command()
        usage = command.create_parser("nuanxin", name).format_help().strip()
        lines += [f"## {name}", "", "```", usage, "```", ""]
    return "\n".join(lines)


def pages() -> str:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list, before: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                found += walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                doc = (getattr(pattern.callback, "__doc__", "") or "").strip().split("\n")[0]
                found.append((here, doc))
        return found

    rows = [f"| `/{address}` | {doc.replace('|', '/')} |" for address, doc in walk(get_resolver().url_patterns, "")]
    return "\n".join(["# Pages", "", "| address | what it is |", "| --- | --- |", *rows])


def doors() -> str:
    from nuanxin.rights.advice.reference import doors_page

    return doors_page()


PAGES = {
    "terms.md": terms,
    "duties.md": duties,
    "rows.md": models,
    "commands.md": commands,
    "pages.md": pages,
    "doors.md": doors,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    os.environ["COLUMNS"] = "100"
    os.environ.setdefault("NUANXIN_HOME", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    import django

    django.setup()
    stale = []
    for name, page in PAGES.items():
        text = NOTE + page().rstrip() + "\n"
        path = REFERENCE / name
        if check and (not path.exists() or path.read_text() != text):
            stale.append(name)
        elif not check:
            path.write_text(text)
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
