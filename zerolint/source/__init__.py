"""Text, notebooks, parsing behind a guard, places, and edits.

Nothing is imported here, so that who asks for one module pays for no other; LibCST isn't loaded before `parse.parse`
is called. (Functions couldn't be offered here under the names of their modules, `load` and `parse`: which of the two
a name meant would depend on what was imported before.)
"""
