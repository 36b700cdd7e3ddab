"""The doors, by who knocks. They may not import one another."""
