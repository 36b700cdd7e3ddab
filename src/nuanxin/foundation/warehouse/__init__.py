"""The wage tables of projects: verified whole or refused whole, sorted, compacted by month; the one gate to the engines.

Nothing here knows of Django. Files are Parquet; a manifest names the ones that hold, so that whoever reads never meets a
half-written month and a load that fails leaves everything as it was.
"""
