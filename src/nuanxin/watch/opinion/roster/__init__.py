"""Who is on duty, day and night: shifts, gaps, handing over."""
