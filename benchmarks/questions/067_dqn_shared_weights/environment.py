import numpy as np


class PoleLike:
    """A point on a line that drifts away; actions push it back."""
    n_features = 2
    n_actions = 2

    def reset(self):
        self.x = np.random.uniform(-0.1, 0.1)
        self.v = 0.0
        return self._state()

    def _state(self):
        return np.array([self.x, self.v], dtype='float32')

    def step(self, action):
        push = 0.05 if action == 1 else -0.05
        self.v += push + 0.03 * self.x
        self.x += self.v
        done = abs(self.x) > 1.0
        return self._state(), 0.0 if done else 1.0, done
