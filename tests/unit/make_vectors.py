"""Writes new frozen vectors to the terminal. A vector that was once published is never changed: a new version gets new
ones.

usage: python -m tests.unit.make_vectors
"""

import json
import sys
import uuid

from journal.pure import recovery, vault

PEPPER, SALT = bytes(range(32)), bytes(range(16))
OWNER, RECORD = uuid.UUID(int=1), uuid.UUID(int=2)
PASSPHRASE = "plain yellow kettle wíndow"


def main() -> None:
    cost = vault.Cost(memory_kib=64, passes=1, lanes=1)
    derived = vault.derive(PASSPHRASE, salt=SALT, cost=cost, pepper=PEPPER)
    key = vault.Key(bytes(range(32, 64)))
    body = {"stand_by": "I slept. 💧 א", "lone": "\ud800"}
    document = {"kind": "night", "key": "2026-03-11", "shape": 1, "body": body, "base": 1, "hand": "h", "others": []}
    place = vault.Place(OWNER, RECORD, key.slot("night", "2026-03-11"), 7)
    sealed = key.seal_with(place, document, salt=bytes(16), nonce=bytes(12))
    plain = "0123456789ABCDEFGHJKMNPQRS"
    code = recovery.grouped(plain + recovery._check(plain))
    vector = {
        "passphrase": PASSPHRASE,
        "pepper": PEPPER.hex(),
        "salt": SALT.hex(),
        "cost": [64, 1, 1],
        "verifier": derived.verifier.hex(),
        "kek": derived.kek.hex(),
        "dek": key.dek.hex(),
        "key_id": key.key_id.hex(),
        "owner": str(OWNER),
        "record": str(RECORD),
        "version": 7,
        "slot": place.slot.hex(),
        "sealed": sealed.hex(),
        "document": document,
        "code": code,
        "locator": recovery.way(code).locator.hex(),
        "recovery_kek": recovery.way(code).kek.hex(),
    }
    sys.stdout.write(json.dumps(vector, indent=2) + "\n")


if __name__ == "__main__":
    main()
