"""A session: paths in, diagnostics out."""
