"""Workers asked whether they were paid, sampled by risk; their no opens a clue."""
