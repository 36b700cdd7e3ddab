"""The house as the tests see it: its rooms in order, its files, its functions."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "nuanxin"


def source_files() -> list[Path]:
    """Every Python file of the project but migrations."""
    return sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)


def shown(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines, docstring left out."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            prose = (first.end_lineno or 0) - first.lineno + 1 if doc else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - prose


def layers() -> dict[str, int]:
    """How high each room stands, from the one list in .importlinter: {"foundation.law": 1, …}; 0 is the lowest."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    inside = {
        section["containers"]: [line for line in section["layers"].splitlines() if line.strip()]
        for name, section in contracts.items()
        if name.startswith("importlinter:contract:") and section.get("type") == "layers"
    }
    heights: dict[str, int] = {}
    for wing_line in reversed(inside["nuanxin"]):
        for wing in _names(wing_line):
            rooms = inside.get(f"nuanxin.{wing}")
            base = max(heights.values(), default=-1) + 1
            if rooms is None:
                heights[wing] = base
                continue
            for step, line in enumerate(reversed(rooms)):
                for room in _names(line):
                    heights[f"{wing}.{room}"] = base + step
    return heights


def _names(line: str) -> list[str]:
    return [name.strip(" ()") for name in line.split("|")]
