import numpy as np


def weather_years(n_fields=240, months=10, seed=5):
    """Rain (mm), temperature (C) and fertiliser (kg) a month; yield in kg per hectare."""
    rng = np.random.default_rng(seed)
    rain = rng.gamma(4.0, 18.0, (n_fields, months))
    temp = rng.normal(19, 5, (n_fields, months))
    fert = rng.uniform(0, 120, (n_fields, months))
    amount = 1500 + 12 * rain.mean(1) + 9 * fert.mean(1) - 25 * np.abs(temp.mean(1) - 20)
    amount = amount + rng.normal(0, 40, n_fields)
    return np.stack([rain, temp, fert], axis=-1), amount.reshape(-1, 1)
