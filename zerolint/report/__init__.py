"""What users see: one module per output format, rule pages, listings and summaries."""
