"""What several departments check together: rows of each, numbers to be reached, one report."""
