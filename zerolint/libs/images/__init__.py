"""Pictures: what readers, decoders and converters of images give."""
