"""The same job with Python's built-in sets: a line of JSON for each line that comes in, with the seconds and the sizes.

The file named first has three lists of ids as JSON; reading them is not timed.
"""

import json
import sys
import time

with open(sys.argv[1]) as file:
    first, second, third = json.load(file)

for _ in sys.stdin:
    started = time.perf_counter()
    a, b, c = set(first), set(second), set(third)
    results = [a | b | c, a & b & c, a - b - c, b - a - c, c - a - b]
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "sizes": [len(result) for result in results]}), flush=True)
    del a, b, c, results
