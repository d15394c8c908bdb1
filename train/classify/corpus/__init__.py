"""Labelled data: read through `datasets`, checked at the door, split by article."""
