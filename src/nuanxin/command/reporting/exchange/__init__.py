"""Exchange by a carried file between two installations: what is asked goes down, what was filed goes up."""
