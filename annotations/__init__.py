"""Articles and all that is said of them: reading, detecting, annotating, keeping, exporting.

The package knows nothing of screens. `annotations.library.Library` is its façade.
"""

__version__ = "0.1.0"
