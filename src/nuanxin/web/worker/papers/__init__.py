"""The worker writes his four papers himself, from what he has told already."""
