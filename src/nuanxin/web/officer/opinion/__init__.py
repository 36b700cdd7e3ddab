"""Public opinion at the officer's desk: items, answers, duty roster."""
