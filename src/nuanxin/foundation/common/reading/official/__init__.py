"""Official prose read as values: letters and where they stood, dates, bodies, document numbers, outline numbers. Pure."""
