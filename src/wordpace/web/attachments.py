"""What a download is called, in a header that says it to every browser and says nothing else."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

LONGEST = 100  # characters of a name without its ending
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff/\\:*?"<>|]+')


def attachment(name: str, ending: str) -> dict[str, str]:
    """The header that has a browser save an answer under a name: any text, a title say; the ending is ours (".mp3").

    The name is sent twice (RFC 6266): in plain letters, and as it is.
    """
    clean = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(". ")[:LONGEST].rstrip(". ") or "wordpace"
    plain = unicodedata.normalize("NFKD", clean).encode("ascii", "ignore").decode()
    plain = " ".join(plain.replace("%", " ").replace(";", " ").split()).strip(". ") or "wordpace"
    whole = quote(f"{clean}{ending}", safe="")
    return {"Content-Disposition": f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{whole}"}
