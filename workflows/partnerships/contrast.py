"""Whether white text can be read on a colour, by the formula of WCAG 2.2."""


def contrast_with_white(colour: str) -> float:
    """The contrast ratio, from 1 to 21, of a colour written as #rrggbb with white."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
