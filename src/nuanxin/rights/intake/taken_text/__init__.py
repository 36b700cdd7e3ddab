"""A message pasted or imported, read by rules: what was made of it, what a person left of that, who was sent elsewhere."""
