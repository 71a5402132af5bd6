"""What library calls mean: behaviour of Keras, TensorFlow, NumPy, pandas, scikit-learn and the standard library."""
