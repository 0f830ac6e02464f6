#!/usr/bin/env python3
"""Asks gateways on this machine for predictions with many clients at once, and checks that every answer is its own request's.

Each request names a source of its own, which must come back in its answer. A 504 is followed up at /predictions/{id}, at any
gateway. Prints one JSON object; exits 1 if an answer was somebody else's, or a request that was taken has no outcome.
"""
import argparse
import http.client
import json
import pathlib
import random
import sys
import threading
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--ports", default="8080", help="gateways, with commas")
parser.add_argument("--clients", type=int, default=200)
parser.add_argument("--seconds", type=float, default=300)
parser.add_argument("--wait", type=float, default=60, help="how long to wait for outcomes after a 504")
parser.add_argument("pictures", help="a folder of PNGs, also below it")
options = parser.parse_args()

ports = [int(port) for port in options.ports.split(",")]
pictures = [path.read_bytes() for path in sorted(pathlib.Path(options.pictures).rglob("*.png"))]
lock = threading.Lock()
statuses, latencies, over, wrong, late = {}, [], [], [], []
end = time.monotonic() + options.seconds


def client(number):
    connection, port, turn = None, ports[number % len(ports)], 0
    while time.monotonic() < end:
        turn += 1
        source = "client-%d-%d" % (number, turn)
        began = time.monotonic()
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
            connection.request("POST", "/predict?source=" + source, random.choice(pictures), {"Content-Type": "image/png"})
            answer = connection.getresponse()
            body = json.loads(answer.read())
            took = time.monotonic() - began
            with lock:
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                if answer.status == 200:
                    latencies.append(took)
                    stations = body["timings"]
                    over.append(took * 1e6 - sum(stations[s] for s in
                                                 ("queueMicros", "decodeMicros", "batchWaitMicros", "inferenceMicros")))
                    if body["source"] != source:
                        wrong.append((source, body["source"]))
                elif answer.status == 504:
                    late.append((source, body["id"]))
            if answer.status in (429, 503):
                time.sleep(0.2)
        except (OSError, http.client.HTTPException, ValueError):
            with lock:
                statuses["no answer"] = statuses.get("no answer", 0) + 1
            connection = None
            port = ports[(ports.index(port) + 1) % len(ports)]
            time.sleep(0.1)


def found(source, identity):
    for port in ports:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/predictions/" + identity)
            answer = connection.getresponse()
            body = json.loads(answer.read())
            if answer.status == 200:
                if body.get("source", source) != source:
                    wrong.append((source, body["source"]))
                return True
        except (OSError, http.client.HTTPException, ValueError):
            pass
    return False


threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(options.clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
missing, deadline = list(late), time.monotonic() + options.wait
while missing and time.monotonic() < deadline:
    missing = [one for one in missing if not found(*one)]
    time.sleep(0.5)


def percentile(values, share):
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000, 1) if values else None


print(json.dumps({
    "clients": options.clients, "seconds": options.seconds, "statuses": {str(k): v for k, v in statuses.items()},
    "requestsPerSecond": round(len(latencies) / options.seconds, 1),
    "p50Millis": percentile(latencies, .5), "p99Millis": percentile(latencies, .99),
    "addedP50Millis": percentile([one / 1e6 for one in over], .5),
    "wrongAnswers": len(wrong), "late": len(late), "lateWithoutOutcome": len(missing)}))
sys.exit(1 if wrong or missing else 0)
