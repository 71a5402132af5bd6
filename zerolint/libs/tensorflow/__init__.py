"""TensorFlow outside of Keras: `tf.data`."""
