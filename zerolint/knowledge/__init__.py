"""Facts as tables: what layers, losses, optimizers, data sets and names are. Data only; nothing is computed here."""
