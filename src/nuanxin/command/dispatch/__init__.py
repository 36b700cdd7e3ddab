"""Dispatch (调度): from counted facts to what is said to whom this week: falls, clearing, packs, rankings, the ladder of supervision."""
