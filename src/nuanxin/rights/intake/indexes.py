"""How the table of clues is found in: its indexes, each with the list or desk that asks for it, and what stands once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.rights.intake.words import SAID, Signs, SignsIndex

# Every index slows each registration and import: one of an area, one of a desk, one for each order of the list,
# and for what most clues leave blank only the rows that have it.
INDEXES: list[models.Index] = [
    models.Index(
        name="clue_list",  # all that lists filter, sort and add up by, so that counting an area reads nothing else
        fields=[
            *(
                "region",
                "received_on",
                "state",
                "due_on",
                "closed_on",
                "channel",
                "sector",
                "kind",
                "conclusion",
            ),
            *("officer", "unit", "persons", "amount_fen", "merged_into", "number", "id"),
        ],
    ),
    models.Index(name="clue_of_officer", fields=["officer", "state", "due_on"]),
    models.Index(name="clue_of_unit", fields=["unit", "state", "due_on"]),
    SignsIndex(Signs(*SAID), name="clue_signs"),
    models.Index(name="clue_newest", fields=["-received_on", "-id"]),
    # The narrowest that holds what totals of a whole province read: half the pages of the table.
    models.Index(name="clue_largest", fields=["amount_fen", "id", "region", "persons", "merged_into"]),
    models.Index(
        name="clue_due",  # and what is asked of clues that are due, so that those of other areas are passed over in it
        fields=["due_on", "id", "region", "state", "received_on", "persons", "amount_fen", "merged_into"],
        condition=Q(due_on__isnull=False),
    ),
    models.Index(
        name="clue_open",  # what boards count of the open ones, so that a million closed ones are not walked over
        fields=["region", "received_on", "due_on", "unit", "persons", "amount_fen", "id", "closed_on", "merged_into"],
        condition=Q(closed_on__isnull=True, merged_into__isnull=True),
    ),
    models.Index(name="clue_closed", fields=["closed_on", "id"], condition=Q(closed_on__isnull=False)),
    *(
        models.Index(name=f"clue_{named}", fields=[named], condition=Q(**{f"{named}__isnull": False}))
        for named in ("employer", "project", "merged_into", "parent")
    ),
]

# Constraints instead of `unique=True`, which on PostgreSQL keeps a second index for each beginning of a text.
ONCE: list[models.BaseConstraint] = [
    models.UniqueConstraint(name="clue_number_once", fields=["number"]),
    *(
        models.UniqueConstraint(name=f"clue_{named}_once", fields=[named], condition=Q(**{f"{named}__isnull": False}))
        for named in ("external_number", "receipt_code")
    ),
]
