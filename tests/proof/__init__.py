"""Proof that fixtures are programs: each runs on TensorFlow, shows what its rule says, and is what was understood.

A warm process (`warm.py`, `child.py`) runs one program after the other (`script.py`) in a world of its own
(`world.py`), with small stand-ins for downloads (`downloads.py`), files (`files.py`) and libraries (`absent.py`), on
fewer rows (`less.py`), and tells what happened (`watching.py`). `judging.py` holds that against what the fixture says
and what its rule's faults do (`effects.py`), `against.py` against what zerolint understood; the ledger keeps the
verdicts.
`PYTHONPATH=tests python -m proof --help` runs them by hand.
"""
