"""Words of the leader templates."""
