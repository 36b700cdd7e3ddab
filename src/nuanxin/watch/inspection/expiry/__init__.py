"""Pay ledgers and interviews past their period: proposed, approved by somebody else, destroyed before two witnesses."""
