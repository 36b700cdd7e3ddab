"""Against gaming of figures (ST-12): what looks too good, each with its rows, for the supervisor to look at. Nothing decides by it."""
