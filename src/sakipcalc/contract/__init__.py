"""The JSON contract between the verbs and other programs, with a version and its schemas.

Keys of a version keep their names, places and meaning; further keys may come. A missing figure is null, never
zero. The schemas stand in ``sakipcalc/contract/definitions``.
"""

from sakipcalc.contract.answers import audited, computed, failed, filled
from sakipcalc.contract.envelope import VERSION, envelope, fingerprint
from sakipcalc.contract.schemas import SCHEMAS, schema

__all__ = [
    "SCHEMAS",
    "VERSION",
    "audited",
    "computed",
    "envelope",
    "failed",
    "filled",
    "fingerprint",
    "schema",
]
