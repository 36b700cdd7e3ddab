"""What a paper says: tasks and who has them, deadlines, targets, recurrences, indicators, goals, contacts."""
