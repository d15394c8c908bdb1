"""How good the tags are: metrics with intervals, and the model card."""
