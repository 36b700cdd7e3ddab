"""The answers given so far: sealed in the session, so that neither the cookie nor the session table tells anything."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.http import HttpRequest

from nuanxin.foundation.vault.fields import seal, unseal

KEY = "report"
PURPOSE = "draft"
Answers = dict[str, Any]


def read(request: HttpRequest) -> Answers:
    """{question: {field: value}}; empty where nothing was begun."""
    sealed = request.session.get(KEY, "")
    return dict(json.loads(unseal(sealed, PURPOSE))) if sealed else {}


def keep(request: HttpRequest, answers: Answers) -> None:
    """Seal and keep. `nonce` marks one report, so that a double tap on 提交 sends it once."""
    answers.setdefault("nonce", secrets.token_hex(8))
    request.session[KEY] = seal(json.dumps(answers, ensure_ascii=False), PURPOSE)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def begun(request: HttpRequest) -> bool:
    """Whether a report lies half-filled on this phone."""
    return KEY in request.session


def part(answers: Answers, question: str) -> dict[str, Any]:
    """The answer to one question, empty where it was not asked yet."""
    found = answers.get(question)
    return dict(found) if isinstance(found, dict) else {}
