"""Respelling: every fixture in other spellings of itself, whose findings must be the same ones.

A way of respelling (`ways/`) is a function from a program to the same program written otherwise, or None where it
doesn't fit. `text.py` knows of each character where it stood before, so the line of a fault is found again wherever the
code went. `PYTHONPATH=tests python -m respell --help` applies them by hand.
"""
