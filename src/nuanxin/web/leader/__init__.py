"""The leader's door: which area, why, who, until when."""
