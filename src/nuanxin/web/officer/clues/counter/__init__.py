"""The counter and the telephone: a claim typed within ninety seconds, with likely duplicates beside it."""
