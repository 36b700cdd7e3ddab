"""监测: find arrears before the worker has to come."""
