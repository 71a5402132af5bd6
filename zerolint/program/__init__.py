"""The training program: frozen data classes that say what a script trains, with *unknown* as an ordinary value."""
