"""The rules: one module each, imported as `zerolint.rules`. Nothing lists them (`zerolint.check.registry` looks)."""
