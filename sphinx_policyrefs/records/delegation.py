"""Methods of the parts of a façade, offered by the façade without being written again."""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

_S = TypeVar("_S")
_P = ParamSpec("_P")
_R = TypeVar("_R")


class Of(Generic[_S, _P, _R]):
    """A method of a step, offered by a façade; its docstring stands at the step.

    The façade keeps the bound method, so that a call costs the same as at the step itself.
    """

    def __init__(self, step: str, method: Callable[Concatenate[_S, _P], _R]) -> None:
        self._step = step
        self._method = method

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, facade: Any, owner: type) -> Callable[_P, _R]:
        found: Callable[_P, _R] = MethodType(self._method, getattr(facade, self._step))
        facade.__dict__[self._name] = found
        return found
