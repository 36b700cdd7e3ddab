"""Four falls and one zero (四下降一杜绝, ZZ-01): this window against the same calendar window of the year before."""
