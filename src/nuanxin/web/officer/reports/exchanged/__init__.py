"""Reports that go and come by a carried file."""
