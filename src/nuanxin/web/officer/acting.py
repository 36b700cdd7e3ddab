"""From a filled form to an act and back to the file: post, redirect, get; refusals stand above the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.web.officer.gate import only_post
from nuanxin.web.patterns.forms import PatternForm, form_page

Run = Callable[[dict[str, Any]], Any]


def act_page(
    request: HttpRequest,
    form_class: type[PatternForm],
    *,
    run: Run,
    title: str,
    back_url: str,
    done: str | Callable[[Any], str] = "已办理。",
    save: str = "确定",
    intro: str = "",
    initial: Mapping[str, Any] | None = None,
    form_kwargs: Mapping[str, Any] | None = None,
    next_url: Callable[[Any], str] | None = None,
    template: str = "officer/act.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on POST do the act and go back to the file. What the act refuses is shown with the form kept.

    Where `run` answers with a page or a file of its own (shown once, handed out), that is the answer.
    """
    posted = request.method == "POST"
    data = {"data": request.POST, "files": request.FILES} if posted else {}
    form = form_class(initial=dict(initial or {}), **data, **(form_kwargs or {}))
    if posted and form.is_valid():
        answer = attempt(form, run)
        if form.is_valid():
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done(answer) if callable(done) else done)
            return HttpResponseRedirect(next_url(answer) if next_url else back_url)
    return form_page(
        request,
        form,
        title=title,
        save=save,
        back_url=back_url,
        intro=intro,
        template=template,
        context={"crumbs": [("工作台", "/officer/"), (title, "")], **(context or {})},
    )


def attempt(form: Any, run: Run) -> Any:
    """Do the act with the cleaned values; a refusal becomes an error of the form."""
    try:
        return run(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except BadInput as wrong:
        for fault in wrong.faults:
            form.add_error(None, str(fault))
    return None


def press(
    request: HttpRequest,
    run: Callable[[], Any],
    *,
    back_url: str,
    done: str,
    next_url: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """A button: do the act, say what came of it, go back, or on to what was made."""
    only_post(request)
    try:
        made = run()
    except (Refusal, BadInput) as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, done)
        if next_url:
            return HttpResponseRedirect(next_url(made))
    return HttpResponseRedirect(back_url)
