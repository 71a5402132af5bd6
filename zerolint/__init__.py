"""Finds, before the training run, why a Keras model will predict zero, one constant, or never learn."""

__version__ = "0.1.0"
