"""A Sheet on paper: PDF by typst, Word by python-docx."""
