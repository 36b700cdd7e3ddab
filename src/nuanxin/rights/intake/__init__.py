"""The clue: channels, registration, duplicates, routing, transfer, first-contact duty, answer to the reporter."""
