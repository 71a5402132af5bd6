"""An abstract interpreter of plain Python over LibCST nodes; it never names a library."""
