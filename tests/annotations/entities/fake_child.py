"""A child process that speaks the protocol without a model, and misbehaves as it is told.

Each text yields one mention: its first four characters, as an ORG.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path


def main() -> None:
    behaviour, starts = sys.argv[1], Path(sys.argv[2])
    with starts.open("a") as file:
        file.write(f"{os.getpid()}\n")
    is_first_start = len(starts.read_text().split()) == 1
    if behaviour == "unloadable":
        print(json.dumps({"error": "OSError: no such model"}), flush=True)
        return
    if behaviour == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    print("something for the log", file=sys.stderr, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        text = request["text"]
        if behaviour == "die" or (behaviour == "die once" and is_first_start):
            os.kill(os.getpid(), signal.SIGKILL)
        if behaviour == "die on bad" and "bad" in text:
            sys.exit(3)
        once = starts.with_name(f"died of {text[:4]}")
        if behaviour == "die once on bad" and "bad" in text and not once.exists():
            once.touch()
            sys.exit(3)
        if behaviour == "slow":
            time.sleep(0.3)
        if behaviour == "garbage":
            print("}{ not JSON", flush=True)
        elif behaviour == "outside":
            rows = [[0, len(text) + 1, "ORG", "model", 0]]
            print(json.dumps({"id": request["id"], "mentions": rows}), flush=True)
        elif behaviour == "fail on bad" and "bad" in text:
            print(json.dumps({"id": request["id"], "error": "MemoryError: "}), flush=True)
        else:
            rows = [[0, 4, "ORG", "model", 0]]
            print(json.dumps({"id": request["id"], "mentions": rows}), flush=True)


if __name__ == "__main__":
    main()
