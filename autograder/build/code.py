"""What a piece of Python text defines, imports and needs from outside, by `ast` and `symtable`."""

import ast
import builtins
import symtable

# What every module has although nothing binds it.
_ALWAYS_THERE = set(dir(builtins)) | {"__name__", "__doc__", "__file__"}


def parse_cell(source):
    """Parse the code of a cell, IPython magics included.

    Raises
    ------
    SyntaxError
        If it is not Python.
    """
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager  # slow to import, seldom needed

        return ast.parse(TransformerManager().transform_cell(source))


def imported_names(tree):
    """Map names imported at module level to their origin: ``{"np": "numpy", "pi": "math.pi"}``."""
    names = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.split(".")[0]
                names[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom):
            names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return names


def imported_modules(tree):
    """List every module imported anywhere in the code, function bodies included, as ``(line, module)``."""
    modules = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append((node.lineno, node.module or "."))
    return modules


def defined_name(node):
    """Give the name that a function, a class or a simple assignment defines, else None."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name
    target = assignment_target(node)
    return target.id if isinstance(target, ast.Name) else None


def assignment_target(node):
    """Give what an assignment with one target and a value assigns to, else None."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return node.targets[0]
    return node.target if isinstance(node, ast.AnnAssign) and node.value else None


def names_needed(source):
    """Give the names that code uses but does not define itself, builtins left out.

    Parameters
    ----------
    source : str
        Module-level Python code.
    """
    table = symtable.symtable(source, "<exercise>", "exec")
    bound = [symbol for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()]
    defined = {symbol.get_name() for symbol in bound}
    return _global_names(table) - defined - _ALWAYS_THERE


def _global_names(table):
    """Collect the names that a scope and the scopes inside it look up at module level."""
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module")
    }
    return names.union(*(_global_names(child) for child in table.get_children()))
