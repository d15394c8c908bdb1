"""Tag every sentence of an article by topic, on your own machine, with the reason for each tag.

    >>> import classify
    >>> tagger = classify.load("models/monitor")            # doctest: +SKIP
    >>> tagger.predict(["Moscow will deliver forty fighters to Hanoi."])    # doctest: +SKIP
    [['arms-trade']]

Importing the package is cheap: neither scikit-learn, `datasets` nor numba is loaded for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classify.tagging.folder import load
    from classify.tagging.tagger import Tagger

__version__ = "0.1.0"
__all__ = ["Tagger", "__version__", "load"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name == "load":
        from classify.tagging.folder import load

        return load
    if name == "Tagger":
        from classify.tagging.tagger import Tagger

        return Tagger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
