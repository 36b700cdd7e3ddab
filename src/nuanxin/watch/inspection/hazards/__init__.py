"""Hazards that mediation networks find before anybody complains."""
