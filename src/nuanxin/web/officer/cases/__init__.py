"""Cases at the officer's desk: record, steps, papers, money, agreements, referral, closing."""
