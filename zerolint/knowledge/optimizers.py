"""Optimizers: what kind each is, its default rates, its parameters in every version of Keras.

`of("adam")`, `of("keras.optimizers.Adam")`, `of("tensorflow.train.AdamOptimizer")` and
`of("tensorflow_addons.optimizers.LAMB")` give an `Optimizer`; `positional(…)` the names of positional parameters of
that spelling, `parameter(…)` today's name of a keyword. Schedules are in `schedules`.

Sources: Keras 3.15, tf_keras 2.21, Keras 2.3.1 and 1.2.2, TensorFlow's `compat.v1.train`, TensorFlow Addons 0.23.
"""

from __future__ import annotations

from typing import NamedTuple


class Optimizer(NamedTuple):
    """What is known of an optimizer."""

    name: str
    """Keras's class name (of TensorFlow 1's: the class of Keras that does the same)."""
    adaptive: bool
    """Steps do not grow with the gradient (Adam, RMSprop and their kin); False for SGD."""
    learning_rate: float | None
    """Default in Keras 3; None: it has to be given, or there is none."""
    learning_rate_keras2: float | None
    """Default in tf.keras 2."""
    learning_rate_keras1: float | None = None
    """Default in the keras package before 2.4 (also Keras 1)."""
    momentum: float | None = None
    """Default of `momentum`; None where there is no such parameter."""
    positional: str = ""
    large_rates: bool = False
    """Rates near and above 1 are normal for it (Adadelta, Adagrad, Ftrl …) or it sets its own steps (LARS, COCOB)."""
    wraps: bool = False
    """Its first argument is another optimizer."""


_ADAM = "learning_rate beta_1 beta_2 epsilon"
_TAIL = "clipnorm clipvalue global_clipnorm use_ema ema_momentum ema_overwrite_frequency"

OPTIMIZERS: dict[str, Optimizer] = {
    row.name: row
    for row in (
        Optimizer(
            "Adadelta",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=0.001,
            learning_rate_keras1=1.0,
            positional=f"learning_rate rho epsilon weight_decay {_TAIL}",
            large_rates=True,
        ),
        Optimizer(
            "Adafactor",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=0.001,
            positional="learning_rate beta_2_decay epsilon_1 epsilon_2 clip_threshold relative_step weight_decay",
            large_rates=True,
        ),
        Optimizer(
            "Adagrad",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=0.001,
            learning_rate_keras1=0.01,
            positional=f"learning_rate initial_accumulator_value epsilon weight_decay {_TAIL}",
            large_rates=True,
        ),
        Optimizer("Adam", True, 0.001, 0.001, 0.001, positional=f"{_ADAM} amsgrad weight_decay {_TAIL}"),
        Optimizer(
            "AdamW", True, 0.001, 0.001, positional=f"learning_rate weight_decay beta_1 beta_2 epsilon amsgrad {_TAIL}"
        ),
        Optimizer("Adamax", True, 0.001, 0.001, 0.002, positional=f"{_ADAM} weight_decay {_TAIL}"),
        Optimizer(
            "Ftrl",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=0.001,
            positional=(
                "learning_rate learning_rate_power initial_accumulator_value l1_regularization_strength "
                "l2_regularization_strength l2_shrinkage_regularization_strength beta"
            ),
            large_rates=True,
        ),
        Optimizer("Lamb", True, 0.001, None, positional=f"{_ADAM} weight_decay {_TAIL}", large_rates=True),
        Optimizer("Lion", True, 0.001, 0.0001, positional=f"learning_rate beta_1 beta_2 weight_decay {_TAIL}"),
        Optimizer(
            "LossScaleOptimizer",
            False,
            None,
            None,
            positional="inner_optimizer initial_scale dynamic_growth_steps",
            wraps=True,
        ),
        Optimizer(
            "Muon",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=None,
            momentum=0.95,
            positional="learning_rate adam_beta_1 adam_beta_2 adam_weight_decay epsilon weight_decay",
        ),
        Optimizer("Nadam", True, 0.001, 0.001, 0.002, positional=f"{_ADAM} weight_decay {_TAIL}"),
        Optimizer(
            "RMSprop",
            adaptive=True,
            learning_rate=0.001,
            learning_rate_keras2=0.001,
            learning_rate_keras1=0.001,
            momentum=0.0,
            positional=f"learning_rate rho momentum epsilon centered weight_decay {_TAIL}",
        ),
        Optimizer(
            "SGD",
            adaptive=False,
            learning_rate=0.01,
            learning_rate_keras2=0.01,
            learning_rate_keras1=0.01,
            momentum=0.0,
            positional=f"learning_rate momentum nesterov weight_decay {_TAIL}",
        ),
        Optimizer("ScheduleFreeAdamW", True, 0.0025, None, positional=f"{_ADAM} warmup_steps weight_decay {_TAIL}"),
    )
}

ALIASES: dict[str, str] = {name.lower(): name for name in OPTIMIZERS}
"""Strings that `compile(optimizer=…)` takes: class names in any case."""

_ADDONS_ADAM = "learning_rate beta_1 beta_2 epsilon"

# TensorFlow Addons: no version of Keras has other defaults, so the third and fourth column agree.
ADDONS: dict[str, Optimizer] = {
    "AdaBelief": Optimizer("AdaBelief", True, 0.001, 0.001, positional=f"{_ADDONS_ADAM} weight_decay amsgrad rectify"),
    "AdamW": Optimizer("AdamW", True, 0.001, 0.001, positional=f"weight_decay {_ADDONS_ADAM} amsgrad"),
    "COCOB": Optimizer("COCOB", True, None, None, positional="alpha", large_rates=True),
    "ConditionalGradient": Optimizer(
        "ConditionalGradient", False, None, None, positional="learning_rate lambda_ epsilon ord"
    ),
    "LAMB": Optimizer("Lamb", True, 0.001, 0.001, positional=f"{_ADDONS_ADAM} weight_decay", large_rates=True),
    "LazyAdam": Optimizer("LazyAdam", True, 0.001, 0.001, positional=f"{_ADDONS_ADAM} amsgrad"),
    "Lookahead": Optimizer(
        "Lookahead", False, None, None, positional="optimizer sync_period slow_step_size", wraps=True
    ),
    "MovingAverage": Optimizer("MovingAverage", False, None, None, positional="optimizer average_decay", wraps=True),
    "NovoGrad": Optimizer(
        "NovoGrad", True, 0.001, 0.001, positional=f"{_ADDONS_ADAM} weight_decay grad_averaging amsgrad"
    ),
    "ProximalAdagrad": Optimizer(
        "ProximalAdagrad", True, 0.001, 0.001, positional="learning_rate initial_accumulator_value", large_rates=True
    ),
    "RectifiedAdam": Optimizer(
        "RectifiedAdam", True, 0.001, 0.001, positional=f"{_ADDONS_ADAM} weight_decay amsgrad sma_threshold total_steps"
    ),
    "SGDW": Optimizer("SGDW", False, 0.001, 0.001, None, 0.0, "weight_decay learning_rate momentum nesterov"),
    "SWA": Optimizer("SWA", False, None, None, positional="optimizer start_averaging average_period", wraps=True),
    "Yogi": Optimizer("Yogi", True, 0.01, 0.01, positional="learning_rate beta1 beta2 epsilon"),
}

# tf.compat.v1.train: class → (Keras's class, default rate, parameters). None: the rate has to be given.
_TF1: dict[str, tuple[str, float | None, str]] = {
    "AdadeltaOptimizer": ("Adadelta", 0.001, "learning_rate rho epsilon use_locking name"),
    "AdagradOptimizer": ("Adagrad", None, "learning_rate initial_accumulator_value use_locking name"),
    "AdamOptimizer": ("Adam", 0.001, "learning_rate beta1 beta2 epsilon use_locking name"),
    "FtrlOptimizer": ("Ftrl", None, "learning_rate learning_rate_power initial_accumulator_value"),
    "GradientDescentOptimizer": ("SGD", None, "learning_rate use_locking name"),
    "MomentumOptimizer": ("SGD", None, "learning_rate momentum use_locking name use_nesterov"),
    "ProximalAdagradOptimizer": ("Adagrad", None, "learning_rate initial_accumulator_value"),
    "ProximalGradientDescentOptimizer": ("SGD", None, "learning_rate"),
    "RMSPropOptimizer": ("RMSprop", None, "learning_rate decay momentum epsilon use_locking centered name"),
}

# The keras package before 2.4: `lr` was the first parameter and `decay` stood among them.
_KERAS1: dict[str, str] = {
    "Adadelta": "learning_rate rho epsilon decay",
    "Adagrad": "learning_rate epsilon decay",
    "Adam": "learning_rate beta_1 beta_2 epsilon decay",
    "Adamax": "learning_rate beta_1 beta_2 epsilon decay",
    "Nadam": "learning_rate beta_1 beta_2 epsilon schedule_decay",
    "RMSprop": "learning_rate rho epsilon decay",
    "SGD": "learning_rate momentum decay nesterov",
}

_NAMES: dict[str, str] = {
    "beta1": "beta_1",
    "beta2": "beta_2",
    "lr": "learning_rate",
    "use_nesterov": "nesterov",
}

REJECTED = frozenset({"lr"})
"""Keywords that Keras 3 rejects with a ValueError."""

IGNORED = frozenset({"decay"})
"""Keywords that Keras 3 only warns about ("no longer supported and will be ignored")."""

_KERAS_PLACE = "keras.optimizers"
_ADDONS_PLACE = "tensorflow_addons.optimizers"
_TF1_PLACES = frozenset({"tensorflow.train", "tensorflow.contrib.opt"})


def of(spelling: str) -> Optimizer | None:
    """The row of a string as `compile` takes it, a class name, or a canonical path; None if it isn't known."""
    place, _, leaf = spelling.rpartition(".")
    if place == _ADDONS_PLACE:
        return ADDONS.get(leaf)
    if place in _TF1_PLACES:
        return _tf1(leaf)
    if place in ("", _KERAS_PLACE):
        return OPTIMIZERS.get(ALIASES.get(leaf.lower(), ""))
    return None


def positional(spelling: str, *, keras: int = 3) -> tuple[str, ...]:
    """Names of the positional parameters of this spelling, under today's names, in order."""
    place, _, leaf = spelling.rpartition(".")
    if place in _TF1_PLACES:
        names = _TF1[leaf][2] if leaf in _TF1 else ""
        return tuple(parameter(name) for name in names.split())
    row = of(spelling)
    if row is None:
        return ()
    names = _KERAS1.get(row.name, row.positional) if keras == 1 and place != _ADDONS_PLACE else row.positional
    return tuple(parameter(name) for name in names.split())


def parameter(keyword: str) -> str:
    """Today's name of a keyword: `lr` is `learning_rate`. (TensorFlow 1's RMSPropOptimizer calls `rho` `decay`.)"""
    return _NAMES.get(keyword, keyword)


def _tf1(leaf: str) -> Optimizer | None:
    if leaf not in _TF1:
        return None
    name, rate, parameters = _TF1[leaf]
    row = OPTIMIZERS[name]
    return row._replace(learning_rate=rate, learning_rate_keras2=rate, learning_rate_keras1=rate, positional=parameters)
