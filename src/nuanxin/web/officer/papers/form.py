"""A paper filled by itself, outside the steps of a case: one form field for each of its lawful items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.foundation.documents.wording.templates import template
from nuanxin.web.officer.cases.step_form import as_paper, paper_field
from nuanxin.web.patterns.forms import PatternForm


class PaperForm(PatternForm):
    """The items of one kind of paper; what the file knows is filled in. The paper itself refuses what is missing."""

    def __init__(self, *args: Any, kind: str, known: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = template(kind)
        for field in self.whole.fields:
            made = paper_field(field, known.get(field.key))
            made.widget.attrs.setdefault("class", "form-select" if field.kind == "choice" else "form-control")
            made.required = field.required and field.kind == "choice"
            self.fields[field.key] = made

    @property
    def filled(self) -> dict[str, Any]:
        """The values as the paper wants them."""
        pairs = ((field.key, as_paper(field, self.cleaned_data.get(field.key))) for field in self.whole.fields)
        return {key: value for key, value in pairs if value not in (None, "", [])}
