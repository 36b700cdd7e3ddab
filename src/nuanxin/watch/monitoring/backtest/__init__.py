"""What a set of rules would have said of the months gone by, before it is switched on."""
