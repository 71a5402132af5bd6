"""Mutation test of the linter itself: correct programs, each with one fault put in, and whether that is found.

`programs/` are the correct ones, `operators/` put the faults in, `conditions.py` says which rules of the catalogue a
fault concerns, `linting.py` whether the linter finds it, `harm.py` whether it harms. What was seen stands in a journal,
so that a run can be interrupted and goes on. `PYTHONPATH=tests python -m mutation --help` runs it.
"""
