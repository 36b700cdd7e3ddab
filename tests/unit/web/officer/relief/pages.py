"""How these tests reach a page, read it and fill its form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse


def url(name: str, *args: Any) -> str:
    return reverse(f"officer:{name}", args=args)


def body(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def post(client: Any, address: str, **values: Any) -> str:
    """Fill the form; the next page's text. A form that stays is an error with its words."""
    answer = client.post(address, values, follow=True)
    text = str(answer.content.decode())
    assert answer.redirect_chain, text[text.find("<main") :][:3000]
    assert answer.status_code == 200
    return text
