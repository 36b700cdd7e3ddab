"""Commands of contracts.md, one file each."""
