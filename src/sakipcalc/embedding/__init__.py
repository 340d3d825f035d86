"""The bridge to programs that embed the library: workbooks as bytes, choices and answers as JSON.

A page in a browser, its web worker and ``sakipcalc serve`` know this module and nothing else. Each verb takes
the workbooks as pairs of name and content, and the choices of the user as a JSON object; it opens no file
of its own, and a choice that would make it open one is refused.
"""

from __future__ import annotations

from sakipcalc.embedding.verbs import VERBS, WITHOUT_FILES, Reply, perform, texts

__all__ = ["VERBS", "WITHOUT_FILES", "Reply", "perform", "texts"]
