"""The queue in which an officer decides whether two clues are one."""
