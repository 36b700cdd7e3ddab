"""Pages on which a form is drawn up without writing any text of a definition."""
