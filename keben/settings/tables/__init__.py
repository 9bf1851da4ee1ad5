"""The tables of the settings, one module for each matter."""
