"""The watch in the demonstration: a story file for each room."""
