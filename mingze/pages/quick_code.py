"""Templates compiled to leaner code than Jinja's own, which says the same.

A post's page calls some hundred macros and prints a thousand values. Jinja asks of every callable whether it wants the
context, of every attribute whether it may be an item, sorts the arguments of a macro anew for each call, and wraps what
is escaped once more. Here calls are calls, attributes attributes, and macros functions. What our templates never use is
refused or left to Jinja: functions that want a context, macros that take any arguments, all that a loop knows of itself
but where it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from keyword import iskeyword
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Take HTML for what it is: what ``Markup`` does for text, without asking whether it is something else."""
escaped_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""Escape a text; no ``Markup`` is made of it where the library lets one have the text alone."""


class QuickCode(CodeGenerator):
    """Writes the code of a template. The environment escapes all there is, and runs nothing asynchronously."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Take an attribute as Python does; what is read from data of the player or from `routes` is an item."""
        self.write("(_of." + node.attr + " if type(_of := ")
        self.visit(node.node, frame)
        self.write(f") is not dict else environment.getattr(_of, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Call what is called."""
        self.visit(node.node, frame)
        outside, self.stream = self.stream, io.StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        given, self.stream = self.stream.getvalue(), outside
        self.write(f"({given.removeprefix(', ')})")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Refuse a loop that calls itself: `_looped` does not."""
        if node.recursive:
            self.fail("a recursive loop", node.lineno)
        super().visit_For(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Print HTML as it is and escape a text at once, as nearly all that is printed is one or the other."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(_out if (_kind := type(_out := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")) is Markup else escaped_text(_out) if _kind is str else escape(_out))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write a macro as a function with the names of its arguments, those not given being ``missing``."""
        names = [argument.name for argument in macro_ref.node.args]
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or "caller" in names or any(map(iskeyword, names)):
            super().macro_def(macro_ref, frame)
            return
        taken = [*(f"{name}=missing" for name in names), "*", "_macro=macro"]
        passed = names.copy()
        if macro_ref.accesses_caller:
            taken.append("caller=None")
            passed.append("undefined('No caller defined', name='caller') if caller is None else caller")
        self.write(f"(lambda {', '.join(taken)}: as_markup(_macro({', '.join(passed)})))")


class QuickTemplate(Template):
    """A template whose code finds what `QuickCode` writes into it."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the name it has in Jinja
        uptodate: Any = None,
    ) -> Template:
        """Take compiled code; what it calls ``escape`` and ``markup_join`` are names in its own globals."""
        # as they are now: Jinja would look for what is new in them, name by name, for every import of a template
        template = super().from_code(environment, code, dict(globals), uptodate)
        template.root_render_func.__globals__.update(_NAMES)
        return template

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Make a module; one that shares a page's context is noted, to be let go with the page (`lending`)."""
        context = self.new_context(vars, shared, locals)
        if shared:
            _lent.append(context)
        return TemplateModule(self, context)


_lent: list[Context] = []
"""Contexts of the modules that the page being rendered has imported."""


@contextmanager
def lending(*, keeps: bool = False) -> Iterator[None]:
    """Let go what modules imported inside the block hold, unless somebody ``keeps`` them for later calls.

    Their macros know their context, and it knows them: nothing else would free a page's views.
    """
    before = _lent.copy()
    _lent.clear()
    try:
        yield
    finally:
        for context in () if keeps else _lent:
            context.vars.clear()
            context.parent.clear()
        _lent[:] = before


def quicken(environment: Environment) -> None:
    """Let an environment compile its templates so."""
    environment.code_generator_class = QuickCode
    environment.template_class = QuickTemplate


def _escaped(value: Any) -> str:
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return escaped_text(value)
    if kind is int:
        return str(value)
    return "" if kind is Undefined else escape(value)  # what ``{{ a if b }}`` is without b


class _Loop:
    """Where a loop is."""

    __slots__ = ("first", "index", "index0", "last")
    first: bool
    last: bool
    index: int
    """From one; ``index0`` from nought."""
    index0: int


def _looped(iterable: Iterable[Any], undefined: object) -> Iterator[tuple[Any, _Loop]]:
    """Yield what a loop goes over, each with where it is; that is one thing, and changes."""
    items = list(iterable)
    loop, count = _Loop(), len(items)
    for n, item in enumerate(items):
        loop.first, loop.last, loop.index0, loop.index = n == 0, n + 1 == count, n, n + 1
        yield item, loop


def _joined(parts: Iterable[Any]) -> str:
    """Put values together as ``~`` does: HTML where one of them is, a text where none is."""
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    return as_markup("".join(map(_escaped, texts))) if Markup in map(type, texts) else "".join(texts)


_NAMES = {
    "LoopContext": _looped,
    "as_markup": as_markup,
    "escape": _escaped,
    "escaped_text": escaped_text,
    "markup_join": _joined,
}
"""What the code of a template finds beside what Jinja gives it, or in its place."""
