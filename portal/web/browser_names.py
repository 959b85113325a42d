"""What to call a browser in somebody's list of devices."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Such as “Chrome on Windows”; “A browser” when it does not say. Never the header itself: it can hold anything."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    device = next((name for mark, name in _DEVICES if mark in user_agent), "")
    return f"{browser} on {device}" if device else browser
