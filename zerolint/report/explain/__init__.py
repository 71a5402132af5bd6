"""`zerolint explain`: the training program as it was understood, as a record (`schema.json`) and as text."""
