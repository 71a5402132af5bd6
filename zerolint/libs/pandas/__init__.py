"""What pandas calls mean."""
