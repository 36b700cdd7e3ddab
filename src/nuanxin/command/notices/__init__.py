"""Notices from above become plans: read with the words behind every field, doubtful things marked, never invented."""
