"""The door for other systems: /api/v1."""
