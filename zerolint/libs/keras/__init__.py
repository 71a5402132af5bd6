"""Keras: layers, models, training, and what its helpers do to data."""
