"""保管期限: which closed clues are past the period that their place has set, and which are kept all the same (legal hold)."""
