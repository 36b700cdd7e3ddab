"""Publicity materials: made, given where and when, left; and what was put out in the media."""
