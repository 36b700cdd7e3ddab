"""After the report: where it stands, what the worker can still say, and who has looked at it."""
