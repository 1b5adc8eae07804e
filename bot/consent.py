"""Consent: one permission for one exact text to one person; revocable; never standing.

What is hashed (HMAC under the author's key, in storage) is the letter in canonical form: every word the recipient reads,
the author, the recipient, tenant and platform. Markup, button ids and nonces are not in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.letters import Letter


def canonical(letter: Letter) -> bytes:
    """The bytes that a consent covers. Two letters read alike by the same person have the same bytes."""
    return json.dumps(
        {
            "author": [letter.author.platform, letter.author.tenant, letter.author.user],
            "to": [letter.to.platform, letter.to.tenant, letter.to.user],
            "pieces": [[piece.kind, piece.text] for piece in letter.reply.pieces],
            "labels": [choice.label for choice in letter.reply.choices],
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode("utf-8", "surrogatepass")
