"""Files as they come: text in any usual encoding, Word, PDF with a text layer; opened with care."""
