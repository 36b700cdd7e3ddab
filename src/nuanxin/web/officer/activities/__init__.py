"""Activities at the officer's desk and phone: entered, found, put right, counted; materials, media posts, practices."""
