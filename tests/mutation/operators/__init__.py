"""The operators: DeepCrime's under its abbreviations, and our own after the catalogue of rules."""
