"""The same job with Python's built-in sets: prints the seconds of each round and the sizes, as JSON.

The file named first has three lists of ids as JSON; reading them is not timed.
"""

import json
import sys
import time

with open(sys.argv[1]) as file:
    first, second, third = json.load(file)

seconds = []
for _ in range(int(sys.argv[2])):
    started = time.perf_counter()
    a, b, c = set(first), set(second), set(third)
    results = [a | b | c, a & b & c, a - b - c, b - a - c, c - a - b]
    seconds.append(time.perf_counter() - started)
    sizes = [len(result) for result in results]
    del a, b, c, results
print(json.dumps({"seconds": seconds, "sizes": sizes, "python": sys.version.split()[0]}))
