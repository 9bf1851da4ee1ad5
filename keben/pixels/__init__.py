"""Pictures in pixels, and the inks in which they and everything else are printed.

Only this package imports Pillow.
"""
