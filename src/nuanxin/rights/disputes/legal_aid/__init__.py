"""法律援助: green channel, assignment, duty lawyers, the four papers of the worker."""
