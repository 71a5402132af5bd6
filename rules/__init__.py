"""The built-in rules: one module each; the registry finds them, nothing lists them."""
