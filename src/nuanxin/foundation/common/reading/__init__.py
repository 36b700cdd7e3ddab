"""Reading official prose: letters and where they stood, dates, bodies, document numbers, outline numbers. Pure."""
