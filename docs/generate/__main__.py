"""`python -m docs.generate references|pictures|gazetteer`: renew what is made, not written."""

import sys


def generate(what: str) -> None:
    """Renew the references with the diagram, the pictures of the screen, or the lists of places.

    Args:
        what: `references`, `pictures` or `gazetteer`.

    Raises:
        SystemExit: It is none of these.
    """
    if what == "references":
        from docs.generate.diagram import write_diagram
        from docs.generate.references import renew_all

        renew_all()
        write_diagram()
    elif what == "pictures":
        from docs.generate.pictures import take_pictures

        take_pictures()
    elif what == "gazetteer":
        from docs.generate.gazetteer import write_gazetteer

        write_gazetteer()
    else:
        raise SystemExit("Say what to renew: references, pictures or gazetteer.")


if __name__ == "__main__":
    generate(*sys.argv[1:2] or [""])
