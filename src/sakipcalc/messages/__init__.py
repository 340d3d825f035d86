"""Every sentence that a person reads, in Indonesian and English, under its code.

The sentences stand in the TOML files beside this module, one file for each
subject, both languages of a sentence side by side so that they stay together.
Code elsewhere names a sentence by its code and gives it values; it never spells
a sentence out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.base.allowance import spend
from sakipcalc.base.data import packaged
from sakipcalc.messages.shape import SHAPER, encodable, number, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LANGUAGES", "Display", "Lang", "Phrase", "catalogue", "encodable", "hint", "number", "options", "shaped",
    "spoken", "text", "visible",
]  # fmt: skip

Lang = Literal["id", "en"]
LANGUAGES: tuple[Lang, ...] = ("id", "en")


class Display:
    """Display options of this process; ``sakipcalc.options`` is the one that counts.

    Attributes
    ----------
    lang : {"id", "en"}
        Language of sentences and numbers wherever none is given: views of notebooks, messages of errors,
        findings, charts, workbooks.

    Examples
    --------
    >>> import sakipcalc as sc
    >>> sc.options.lang = "en"
    >>> sc.Temuan(code="angka-negatif", places=()).title()
    'Negative figure'
    >>> sc.options.lang = "id"
    """

    __slots__ = ("_lang",)

    def __init__(self) -> None:
        self._lang: Lang = "id"

    @property
    def lang(self) -> Lang:
        """The language."""
        return self._lang

    @lang.setter
    def lang(self, value: Lang) -> None:
        if value not in LANGUAGES:
            raise ValueError(text("errors.lang-unknown", value=value, known=LANGUAGES))
        self._lang = value

    def __repr__(self) -> str:
        return f"<options: lang={self._lang!r}>"


#: What is shown how, in this process.
options: Display = Display()


def spoken(lang: Lang | None) -> Lang:
    """Return a language, where none is given that of :data:`options`."""
    return lang or options.lang


SUBJECTS = (
    "batch", "cli", "errors", "findings", "grafik", "kalimat", "laporan", "page", "rekap", "template",
    "words",
)  # fmt: skip


def catalogue(subject: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the entries of one subject: code -> its sentences, hints and other fields."""
    return packaged(__package__, f"{subject}.toml")


def text(code: str, lang: Lang | None = None, /, **values: object) -> str:
    """Return the sentence ``subject.code`` in the language, its values put in.

    Parameters
    ----------
    code : str
        ``subject.code``, for example ``"errors.not-a-workbook"``.
    lang : {"id", "en"}, optional
        Language of the sentence and of the numbers in it; without it that of :data:`options`.
    **values
        What the sentence names in braces; numbers are written as the language
        writes them (``97,25`` in Indonesian, ``97.25`` in English).

    Raises
    ------
    KeyError
        When no such sentence exists: a fault of the program, never of the user.

    Examples
    --------
    >>> text("words.missing-value", "en")
    'not filled in'
    """
    spend()
    return shaped(_entry(code), lang, values)


def shaped(sentences: Mapping[str, Any], lang: Lang | None, values: Mapping[str, object]) -> str:
    """Return the sentence in one of two languages, its values put in."""
    lang = spoken(lang)
    return SHAPER[lang].shaped(sentences[lang], values)


def hint(code: str, lang: Lang | None = None, /, **values: object) -> str:
    """Return the advice that belongs to the sentence ``subject.code``, or an empty text."""
    sentences = _entry(code).get("hint")
    return shaped(sentences, lang, values) if sentences else ""


@dataclass(frozen=True)
class Phrase:
    """A sentence inside another one, told in the language of that one.

    Examples
    --------
    >>> Phrase("words.missing-value").in_language("en")
    'not filled in'
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, lang: Lang | None) -> str:
        """Return the phrase in a language."""
        return text(self.code, lang, **self.values)


def _entry(code: str) -> Mapping[str, Any]:
    subject, _, name = code.partition(".")
    entry: Mapping[str, Any] = catalogue(subject)[name]
    return entry
