"""Points, thresholds and grades: why a project or an employer is red, orange, yellow or blue."""
