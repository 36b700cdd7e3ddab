"""Stories of the watch: what is seen before the worker has to come."""
