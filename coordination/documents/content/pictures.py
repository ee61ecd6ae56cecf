"""Pictures are drawn again from their points, so that nothing else that stood in the file is kept."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from coordination.documents.content.refusing import NotTaken

MOST_POINTS = 40_000_000
BROKEN = "This picture cannot be read. Save it again as JPEG or PNG."


def drawn_again(content: bytes, form: str) -> bytes:
    """The same picture without place, camera, comments or anything after its end. Raises NotTaken."""
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise NotTaken("This picture has too many points. Make it smaller: 40 million are the most.")
            if getattr(picture, "n_frames", 1) > 1:
                raise NotTaken("This picture moves. Save one frame of it as JPEG or PNG.")
            # Each copy of a large picture takes as much memory as two hundred ordinary ones.
            ImageOps.exif_transpose(picture, in_place=True)
            return _saved(picture, form)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NotTaken(BROKEN) from None


def _saved(picture: Any, form: str) -> bytes:
    mode = "RGB" if form == "JPEG" else _mode(picture)
    drawn = picture if picture.mode == mode else picture.convert(mode)
    # what was said beside the points: place, camera, comments
    drawn.info = {}
    kept = io.BytesIO()
    drawn.save(kept, form, **({"quality": 90} if form == "JPEG" else {}))
    return kept.getvalue()


def _mode(picture: Any) -> str:
    return "RGBA" if picture.has_transparency_data else ("L" if picture.mode in ("1", "L") else "RGB")
