"""Text to TF-IDF: the token rule, the vocabulary, and how both are learnt."""
