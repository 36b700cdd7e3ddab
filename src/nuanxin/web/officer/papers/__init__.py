"""Papers at the desk: the sheet, its copies, its seal, its service, and the form of a paper made by itself."""
