"""Official forms counted from dated facts: filing, return, roll-up, lock, workbook."""
