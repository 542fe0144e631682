"""On what terms the model works that an operator chose: its price, and the limits."""

from decimal import Decimal
from math import isfinite
from urllib.parse import urlsplit

from digests.accounts import Caps, Price, Terms
from digests.settings import Model
from digests.vetting import is_at_home

# Above what the dearest models that are commonly used cost; for one whose price is
# not known, so that a budget holds for it too.
_ASSUMED = Price(10_000_000, 30_000_000)
# Embeddings cost far less; this is above what the dearest of them do.
_ASSUMED_VECTORS = Price(200_000, 0)
_FREE = Price(0, 0)
# One machine soon has its hands full, and what waits there counts as slow.
_AT_ONCE_AT_HOME, _AT_ONCE = 4, 16
_MICRO = 1_000_000


def terms_of(chosen: Model) -> Terms:
    """Return the terms of the model that is chosen.

    One at home costs nothing unless a price is set.
    """
    return _terms(chosen, chosen.name, _ASSUMED)


def vector_terms_of(chosen: Model) -> Terms:
    """Return the terms of the embeddings model that is chosen, as of the other."""
    return _terms(chosen, chosen.embeddings, _ASSUMED_VECTORS)


def _terms(chosen: Model, name: str, otherwise: Price) -> Terms:
    host = urlsplit(chosen.base_url).hostname or ""
    set_ = chosen.prices.get(name)
    at_home = is_at_home(host)
    return Terms(
        price=Price(*map(_micro, set_)) if set_ else _FREE if at_home else otherwise,
        assumed=set_ is None and not at_home,
        caps=Caps(_cap(chosen.day_usd), _cap(chosen.month_usd)),
        requests=chosen.requests_per_minute,
        tokens=chosen.tokens_per_minute,
        host=host,
        at_once=_AT_ONCE_AT_HOME if at_home else _AT_ONCE,
    )


def _micro(usd: float) -> int:
    # Of 0.15 the decimal is meant, not the fraction that a machine has for it.
    return int(Decimal(str(usd)) * _MICRO)


def _cap(usd: float) -> int | None:
    return _micro(usd) if isfinite(usd) else None
