"""Nobody is paid twice: one check over employer, contractor, owner, deposit, fund and court; and whose turn it is to pay."""
