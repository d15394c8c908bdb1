"""How good the tags are: figures with intervals, comparisons, and the model card."""
