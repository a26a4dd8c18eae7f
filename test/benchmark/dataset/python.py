# The same with Python's json, one line at a time.
import json, re, sys, time

def is_right(record):
    if not isinstance(record, dict) or not isinstance(record.get("prompt"), str):
        return False
    responses, ranking = record.get("responses"), record.get("ranking")
    if not isinstance(responses, list) or len(responses) < 2 or not all(isinstance(t, str) for t in responses):
        return False
    return isinstance(ranking, list) and len(ranking) == len(responses) and set(ranking) == set(range(len(ranking)))

start = time.perf_counter()
right = 0
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        right += is_right(json.loads(line))
seconds = time.perf_counter() - start
with open("/proc/self/status") as status:
    peak = int(re.search(r"VmHWM:\s*(\d+)", status.read()).group(1)) / 1024
print(json.dumps({"seconds": seconds, "right": right, "peakMB": peak}))
