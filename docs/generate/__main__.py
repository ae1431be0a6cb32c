"""`python -m docs.generate references|pictures`: renew what is made from the program."""

import sys


def generate(what: str) -> None:
    """Renew the references with the diagram, or the pictures of the screen.

    Args:
        what: `references` or `pictures`.

    Raises:
        SystemExit: It is neither.
    """
    if what == "references":
        from docs.generate.diagram import write_diagram
        from docs.generate.references import renew_all

        renew_all()
        write_diagram()
    elif what == "pictures":
        from docs.generate.pictures import take_pictures

        take_pictures()
    else:
        raise SystemExit("Say what to renew: references or pictures.")


if __name__ == "__main__":
    generate(*sys.argv[1:2] or [""])
