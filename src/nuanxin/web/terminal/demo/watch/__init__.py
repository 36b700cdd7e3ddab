"""Stories of what is watched in the demonstration: wages, grounds, public opinion."""
