"""Tasks divided among units, and what each has said and proved since."""
