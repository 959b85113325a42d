"""Cut from the web font what a page in English needs. `npm run build` runs it.

The whole font of Latin letters stays beside it: browsers fetch that only for a page with a letter that is not in here
(static/scss/_base.scss). Its licence (SIL OFL 1.1, no reserved name) allows such a part, under the same licence.
"""

from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "fonts"
ENGLISH = [*range(0x20, 0x7F), *map(ord, "\N{NO-BREAK SPACE}£©·–—‘’“”•…€")]


def main() -> None:
    """Write the part of each weight beside the whole."""
    for weight in (400, 700):
        whole = FONTS / f"atkinson-hyperlegible-latin-{weight}-normal.woff2"
        part = FONTS / f"atkinson-hyperlegible-english-{weight}-normal.woff2"
        cut(whole, part)


def cut(whole: Path, part: Path) -> None:
    """Keep the letters of English with their kerning, hints and figures of one width, and the words of the licence."""
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "tnum"], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True
    )
    font = subset.load_font(str(whole), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=ENGLISH)
    cutter.subset(font)
    draft = part.with_suffix(".draft")
    subset.save_font(font, str(draft), options)
    draft.replace(part)


if __name__ == "__main__":
    main()
