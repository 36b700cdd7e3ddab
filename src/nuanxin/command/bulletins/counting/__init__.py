"""What papers count: counters of the book, what stands with the campaign, rows to repeat over."""
