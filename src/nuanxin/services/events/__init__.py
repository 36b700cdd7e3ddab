"""Activities held, materials made and given, media posts, typical practices: the figures of campaigns come from these rows."""
