"""The daily round: calls rooms, holds no logic."""
