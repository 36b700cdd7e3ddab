"""What a phone sends home: visits made, edits, workers' words. The shape is checked before anything is looked at."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.watch.inspection.field.fields import UUID_TEXT

Uuid = Annotated[str, Field(pattern=f"^{UUID_TEXT.pattern}$")]
MOST_EDITS, MOST_OTHERS = 500, 50


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SentVisit(_Part):
    """A visit made on the phone: an employer (and project) of the list taken along, or one written in by hand."""

    key: Uuid
    visited_on: date
    employer: int | None = None
    project: int | None = None
    employer_name: Annotated[str, Field(max_length=200)] = ""
    credit_code: Annotated[str, Field(max_length=18)] = ""
    project_name: Annotated[str, Field(max_length=200)] = ""
    region: Annotated[str, Field(max_length=9)] = ""


class SentEdit(_Part):
    """One edit. `after`: the edits of the same field that were on the phone when it was made."""

    key: Uuid
    visit: Uuid
    field: Annotated[str, Field(min_length=1, max_length=100)]
    value: Any
    after: Annotated[list[Uuid], Field(max_length=50)] = []
    made_at: AwareDatetime


class SentInterview(_Part):
    """What a worker said, as the phone wrote it down."""

    key: Uuid
    visit: Uuid
    words: Annotated[str, Field(min_length=1, max_length=4000)]
    made_at: AwareDatetime


class SentNote(_Part):
    """What an inspector wrote down for a case of his own."""

    key: Uuid
    case: int
    words: Annotated[str, Field(min_length=1, max_length=2000)]
    made_at: AwareDatetime


class Batch(_Part):
    """One message from a phone. Any part of it may come again, in any order, in another message."""

    visits: Annotated[list[SentVisit], Field(max_length=MOST_OTHERS)] = []
    edits: Annotated[list[SentEdit], Field(max_length=MOST_EDITS)] = []
    interviews: Annotated[list[SentInterview], Field(max_length=MOST_OTHERS)] = []
    notes: Annotated[list[SentNote], Field(max_length=MOST_OTHERS)] = []


def read_batch(body: bytes) -> Batch:
    """The message; BadInput names every part that is not as it should be."""
    try:
        return Batch.model_validate_json(body)
    except ValidationError as wrong:
        faults = [Fault(one["msg"], column=".".join(map(str, one["loc"]))) for one in wrong.errors()[:20]]
        raise BadInput(faults) from None
