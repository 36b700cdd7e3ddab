"""Settings, addresses, the way in from a web server."""
