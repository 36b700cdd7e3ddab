"""The operator's door: the commands of contracts."""
