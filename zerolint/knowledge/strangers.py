"""Libraries whose models have methods with Keras's names and are something else, or are bound to Keras 2."""

from typing import Final

OTHER_MODELS: Final = frozenset(
    {
        "autokeras",
        "deepchem",  # `dc.models.KerasModel` wraps a model and has its own `fit_generator`
        "deeppavlov",
        "ktrain",  # learners
        "official",  # TensorFlow's model garden: Keras 2
        "stellargraph",
        "tensorflow_gnn",  # Keras 2
        "tensorflow_ranking",  # Keras 2
        "tensorflow_recommenders",  # Keras 2
        "transformers",  # the TF… classes need `tf_keras`
    }
)
