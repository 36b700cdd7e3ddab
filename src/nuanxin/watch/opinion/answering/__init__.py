"""From the first check to the answer let out and the closing."""
