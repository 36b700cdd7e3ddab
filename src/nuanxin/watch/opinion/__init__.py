"""Public opinion on wages: collected, doubles joined, graded, answered, rumours clarified."""
