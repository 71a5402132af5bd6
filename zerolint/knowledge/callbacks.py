"""Callbacks: positional parameters and defaults of those that Keras ships."""

from __future__ import annotations

from typing import NamedTuple


class Callback(NamedTuple):
    """A callback class: its positional parameters in order, and the defaults that matter."""

    name: str
    positional: str
    defaults: tuple[tuple[str, object], ...] = ()

    def default(self, name: str) -> object | None:
        return dict(self.defaults).get(name)


CALLBACKS: dict[str, Callback] = {
    row.name: row
    for row in (
        Callback("BackupAndRestore", "backup_dir save_freq double_checkpoint delete_checkpoint"),
        Callback("BaseLogger", "stateful_metrics"),  # Keras 2
        Callback("CSVLogger", "filename separator append"),
        Callback("Callback", ""),
        Callback(
            "EarlyStopping",
            "monitor min_delta patience verbose mode baseline restore_best_weights start_from_epoch",
            (
                ("baseline", None),
                ("min_delta", 0),
                ("mode", "auto"),
                ("monitor", "val_loss"),
                ("patience", 0),
                ("restore_best_weights", False),
                ("start_from_epoch", 0),
            ),
        ),
        Callback("History", ""),
        Callback(
            "LambdaCallback",
            "on_epoch_begin on_epoch_end on_train_begin on_train_end on_train_batch_begin on_train_batch_end",
        ),
        Callback("LearningRateScheduler", "schedule verbose"),
        Callback(
            "ModelCheckpoint",
            "filepath monitor verbose save_best_only save_weights_only mode save_freq initial_value_threshold",
            (
                ("mode", "auto"),
                ("monitor", "val_loss"),
                ("save_best_only", False),
                ("save_freq", "epoch"),
                ("save_weights_only", False),
            ),
        ),
        Callback("OrbaxCheckpoint", "directory monitor verbose save_best_only mode save_freq"),
        Callback("ProgbarLogger", ""),
        Callback(
            "ReduceLROnPlateau",
            "monitor factor patience verbose mode min_delta cooldown min_lr",
            (
                ("cooldown", 0),
                ("factor", 0.1),
                ("min_delta", 0.0001),
                ("min_lr", 0.0),
                ("mode", "auto"),
                ("monitor", "val_loss"),
                ("patience", 10),
            ),
        ),
        Callback("RemoteMonitor", "root path field headers send_as_json"),
        Callback("SwapEMAWeights", "swap_on_epoch"),
        Callback("TensorBoard", "log_dir histogram_freq write_graph write_images write_steps_per_second update_freq"),
        Callback("TerminateOnNaN", ""),
    )
}

RENAMED: dict[str, str] = {
    "epsilon": "min_delta",  # ReduceLROnPlateau before Keras 2.2
    "period": "save_freq",  # ModelCheckpoint: epochs there, an interval of batches here.
}

HOOKS = frozenset(
    {
        "on_batch_begin",
        "on_batch_end",
        "on_epoch_begin",
        "on_epoch_end",
        "on_predict_batch_begin",
        "on_predict_batch_end",
        "on_predict_begin",
        "on_predict_end",
        "on_test_batch_begin",
        "on_test_batch_end",
        "on_test_begin",
        "on_test_end",
        "on_train_batch_begin",
        "on_train_batch_end",
        "on_train_begin",
        "on_train_end",
        "set_model",
        "set_params",
    }
)
"""Methods that Keras calls on a callback."""


def of(spelling: str) -> Callback | None:
    """The row of a class name or canonical path; None if it's none of Keras's."""
    place, _, leaf = spelling.rpartition(".")
    return CALLBACKS.get(leaf) if place in ("", "keras.callbacks") else None


def positional(spelling: str) -> tuple[str, ...]:
    """Names of the positional parameters, in order."""
    row = of(spelling)
    return tuple(row.positional.split()) if row else ()
