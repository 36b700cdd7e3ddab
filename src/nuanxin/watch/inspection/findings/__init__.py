"""What was found, ordered, proved, looked at again and cleared."""
