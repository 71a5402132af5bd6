"""The output formats: one module each, with a function `render(diagnostics, style) -> str`; nothing lists them."""
