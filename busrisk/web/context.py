"""Holds a template to its page: what it reads and what the dataclass offers are the same names."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from jinja2 import Environment, meta, nodes

SHELL = "shell"


class ContextMismatch(Exception):
    """A template reads a name its page lacks, or ignores one of its fields."""


@cache
def names_read(environment: Environment, template: str) -> frozenset[str]:
    """The names a template reads from its page, with the templates it extends or includes."""
    if environment.loader is None:
        return frozenset()
    tree = environment.parse(environment.loader.get_source(environment, template)[0])
    names = set(meta.find_undeclared_variables(tree)) - set(environment.globals) - _defined(tree)
    for other in meta.find_referenced_templates(tree):
        if other is not None and not other.startswith("macros/"):
            names |= names_read(environment, other)
    return frozenset(names - {SHELL})


def _defined(tree: nodes.Template) -> set[str]:
    """Names a template imports or makes itself; blocks see those too."""
    imported = (name for each in tree.find_all(nodes.FromImport) for name in each.names)
    own = {each.name for each in tree.find_all(nodes.Macro)}
    return own | {name if isinstance(name, str) else name[1] for name in imported}


def check_context(environment: Environment, template: str, page: type[Any]) -> None:
    """Raises ContextMismatch when template and dataclass disagree, naming both and the difference."""
    offered = {field.name for field in fields(page)}
    read = names_read(environment, template)
    if offered != read:
        raise ContextMismatch(
            f"{template} and {page.__name__} disagree: the template reads {sorted(read - offered)} which "
            f"the page lacks, the page offers {sorted(offered - read)} which the template ignores."
        )
