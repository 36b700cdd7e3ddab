"""The demonstration: an invented county whose files stand in every state of every procedure."""
