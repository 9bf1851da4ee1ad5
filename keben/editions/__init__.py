"""Editions: each module writes one kind of finished file from a publication."""
