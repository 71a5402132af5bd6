"""What NumPy calls mean."""
