"""mingze (明责): one structured source, many study materials.

Layers, each importing only those before it (DESIGN 3, enforced by import-linter):
``diagnostics`` → ``source`` → ``model`` → ``loading`` → ``checks`` → ``pages`` → ``host`` and ``build`` → ``cli``.
"""

__version__ = "0.2.0"
