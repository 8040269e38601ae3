"""Masks as pictures: `■` or `^` is a set bit, `.` a clear one, time runs to the right."""


def cells(picture: str) -> int:
    """The mask that the picture shows; spaces are for the eye only."""
    signs = picture.replace(" ", "")
    assert set(signs) <= set("■^."), f"not a picture: {picture}"
    return sum(1 << place for place, sign in enumerate(signs) if sign != ".")


def drawn(mask: int, length: int) -> str:
    """The picture of a mask, `^` for a set bit."""
    assert 0 <= mask < 1 << length, "the mask is wider than the picture"
    return " ".join("^" if mask >> place & 1 else "." for place in range(length))
