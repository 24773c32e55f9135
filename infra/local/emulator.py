"""Starts MiniStack with what a desk needs of it beyond its own: lists in order, mails kept whole, what became of them."""

import os
import sys

# Beside sources there is no place for what Python would write.
sys.dont_write_bytecode = True
import ordered_indexes  # noqa: E402, F401
import ses_outcomes  # noqa: E402, F401
import whole_mails  # noqa: E402, F401

if os.environ.get("DESK_CALLS"):
    import calls_seen  # noqa: F401

sys.dont_write_bytecode = False

if __name__ == "__main__":
    from ministack.app import main

    main()
