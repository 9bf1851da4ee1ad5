"""Finished files, and what they were made from → what is wrong with them.

:mod:`keben.proof.round_trip` is part of every build. It stands in a module of its own, so that a
transform can be proved without what reads finished files.
"""
