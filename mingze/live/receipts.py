"""What a phone gets with an acknowledgement: by it an answer counts again that a database lost afterwards.

That can happen where a database fails over to a standby that had not everything yet. Phones then offer what they have
(`LiveHalls.begin_anew`), mostly to questions that were closed long ago; a receipt proves that the answer was in time.
"""

from __future__ import annotations

import hashlib
import hmac

from mingze.live.ledger import SentAnswer, packed

_LENGTH = 32


class Receipts:
    """Signs answers with the key of the server; processes of one province share theirs (``--key-file``)."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(f"receipts {key}".encode()).digest()

    def sign(self, hall: str, key_hash: str, sent: SentAnswer) -> str:
        """Return the receipt of an answer that counts, for the phone of that key."""
        about = packed([hall, key_hash, sent.q, sent.round, sent.seq, sent.choice])
        return hmac.new(self._key, about.encode(), "sha256").hexdigest()[:_LENGTH]

    def holds(self, receipt: str, hall: str, key_hash: str, sent: SentAnswer) -> bool:
        """Whether this very answer was acknowledged to this very phone."""
        return bool(receipt) and hmac.compare_digest(receipt.encode(), self.sign(hall, key_hash, sent).encode())
