"""Logistic regression one-vs-rest, and the thresholds that turn its probabilities into topics."""
