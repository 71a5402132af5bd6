"""What scikit-learn calls mean."""
