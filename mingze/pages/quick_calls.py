"""What Jinja does for each call and each printed value, without what our templates never use.

A post's page calls some hundred macros and prints a thousand values. Jinja asks of every callable whether it wants
the context, and wraps what is escaped already once more; here macros and partial functions are called at once.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


class QuickContext(Context):
    """A context whose calls of macros and of partial functions take the short way."""

    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call something from a template; what may want the context goes through Jinja's own way."""
        kind = type(called)
        if kind is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(self.eval_ctx, *args, **kwargs)
        if kind is partial:
            return called(*args)
        return super().call(called, *args, **kwargs)


class QuickTemplate(Template):
    """A template that hands on what is escaped already."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the name it has in Jinja
        uptodate: Any = None,
    ) -> Template:
        """Take compiled code; what it calls ``escape`` is a name in its own globals."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _escaped
        return template


def _escaped(value: Any) -> str:
    return value if type(value) is Markup else escape(value)
