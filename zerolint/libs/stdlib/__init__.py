"""What calls of the standard library and of small configuration libraries mean."""
