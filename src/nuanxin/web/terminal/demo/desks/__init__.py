"""The stories of the other bodies' desks: every state of every procedure of theirs."""
