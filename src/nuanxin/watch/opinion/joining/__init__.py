"""Items that tell one thing are joined into one file; joining can be undone."""
