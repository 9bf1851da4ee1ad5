"""Reproducible measurements: `make bench`. Nothing here is a test; machines differ."""
