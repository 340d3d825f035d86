"""Caches: of functions of short texts, and stores of what was parsed, each with an owner or a bound.

A store is declared with a name in the module that fills it; ``docs/caches.md`` lists all of them, with every
cached function, and says what lives how long.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from sakipcalc.base.allowance import spend

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ByIdentity", "Owned", "Recent", "Shelf", "forget", "remembered"]

#: Texts that are longer are not remembered where nothing else is said.
_LONGEST = 400
_P = ParamSpec("_P")
_K = TypeVar("_K")
_T = TypeVar("_T")
#: How each cache of this module is emptied.
_CLEARED: list[Callable[[], object]] = []


def forget() -> None:
    """Empty every store and every cache of a function of texts, so that a process gets its memory back."""
    for clear in _CLEARED:
        clear()
    for store in _STORES:
        store.clear()


def remembered(
    times: int, *, longest: int = _LONGEST
) -> Callable[[Callable[Concatenate[str, _P], _T]], Callable[Concatenate[str, _P], _T]]:
    """Cache the results of a function of short texts, with a bound on their number.

    The units of a kabupaten share headings, names and words. Long texts are not kept, so that the memory of a
    process stays small whatever workbooks it meets.

    Parameters
    ----------
    times : int
        How many.
    longest : int
        Letters of a text that is kept.

    Examples
    --------
    >>> @remembered(2)
    ... def shout(text):
    ...     print("working")
    ...     return text.upper()
    >>> shout("ya"), shout("ya")
    working
    ('YA', 'YA')
    """

    def decorate(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
        @lru_cache(maxsize=times)
        def known(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            """Call the function with a short text; a long one is not kept."""
            other = args[0] if args else ""
            if len(text) > longest or (isinstance(other, str) and len(other) > longest):
                raise _TooLongError
            spend()
            return function(text, *args, **kwargs)

        _CLEARED.append(known.cache_clear)

        @wraps(function)
        def call(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            try:
                return known(text, *args, **kwargs)  # type: ignore[arg-type]  # the texts and settings given hash
            except _TooLongError:
                pass  # what raises is not kept
            return function(text, *args, **kwargs)

        return call

    return decorate


class _TooLongError(Exception):
    """A text is too long to be kept; found out where it is not known, so that a known one costs nothing."""


class Owned(Generic[_K, _T]):
    """A store of values that each live as long as their owner, a parsed package for example.

    Parameters
    ----------
    name : str
        What it holds, for the list of caches.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: WeakKeyDictionary[_K, _T] = WeakKeyDictionary()
        _STORES.add(self)

    def get(self, owner: _K) -> _T | None:
        """Return the value of an owner, if it has one."""
        return self._values.get(owner)

    def put(self, owner: _K, value: _T) -> _T:
        """Keep a value for an owner in place of an earlier one, and return it."""
        self._values[owner] = value
        return value

    def clear(self) -> None:
        """Let go everything."""
        self._values.clear()


class Shelf(Generic[_K, _T]):
    """A store of a few things that one user at a time may have: who takes one has it alone.

    Two threads that parse the same part of a package, for example, would both count it against the limits.

    Parameters
    ----------
    name : str
        What it holds, for the list of caches.
    most : int
        How many it holds; the one that was put back longest ago goes first.
    """

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self._most = most
        self._things: tuple[tuple[_K, _T], ...] = ()
        self._lock = Lock()
        _STORES.add(self)

    def take(self, key: _K) -> _T | None:
        """Remove a thing and return it, if it is there."""
        with self._lock:
            for entry in self._things:
                if entry[0] == key:
                    self._things = tuple(other for other in self._things if other is not entry)
                    return entry[1]
        return None

    def put(self, key: _K, thing: _T) -> None:
        """Keep a thing, and let go the one that was kept longest."""
        with self._lock:
            self._things = ((key, thing), *self._things)[: self._most]

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self._things = ()


class Recent(Generic[_K, _T]):
    """A store of the last so many values, each under all that it was worked out of.

    Under a key of None, for what would be too much to keep, nothing is ever found.

    Parameters
    ----------
    name : str
        What it holds, for the list of caches.
    most : int
        How many it holds; the one that was put there first goes first.

    Examples
    --------
    >>> store = Recent("squares", 1)
    >>> store.put(3, 9), store.put(4, 16), store.get(3), store.get(4)
    (9, 16, None, 16)
    """

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self._most = most
        self._values: dict[_K | None, _T] = {}
        self._lock = Lock()
        #: The value under a key, None without one.
        self.get: Callable[[_K | None], _T | None] = self._values.get
        _STORES.add(self)

    def put(self, key: _K | None, value: _T) -> _T:
        """Keep a value, let go the oldest, and return it."""
        if key is not None:
            with self._lock:
                self._values[key] = value
                if len(self._values) > self._most:
                    del self._values[next(iter(self._values))]
        return value

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self._values.clear()


class ByIdentity(Generic[_T]):
    """Values for objects that are known by identity, as part of a larger object and gone with it.

    The objects are kept too, so that no other one can take the identity of one that is gone.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[int, ...], tuple[tuple[object, ...], _T]] = {}

    def get(self, *objects: object) -> _T | None:
        """Return the value for objects, if there is one."""
        known = self._values.get(tuple(map(id, objects)))
        return known[1] if known else None

    def put(self, value: _T, *objects: object) -> _T:
        """Keep a value for objects, and return it."""
        self._values[tuple(map(id, objects))] = (objects, value)
        return value

    def copy(self) -> ByIdentity[_T]:
        """Return another one with the same values, which then goes its own way."""
        made = ByIdentity[_T]()
        made._values = {**self._values}
        return made


_STORES: WeakSet[Owned[Any, Any] | Recent[Any, Any] | Shelf[Any, Any]] = WeakSet()
