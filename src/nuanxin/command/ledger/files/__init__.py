"""Files as they come and go: opened with care, read as tables, written as workbooks."""
