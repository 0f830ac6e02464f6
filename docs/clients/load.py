#!/usr/bin/env python3
"""Asks gateways on this machine for predictions with many clients at once, and checks that every answer is its own request's.

Each request names a source of its own, which must come back in its answer; and an image must look the same to the model every
time. A 504 is followed up at /predictions/{id}, at any gateway; a request whose connection breaks is sent again, with its
Idempotency-Key, to the next gateway. Prints one JSON object; exits 1 if an answer was somebody else's, a request that was taken
has no outcome, or a gateway still holds something for a client once all have left.
"""
import argparse
import http.client
import json
import pathlib
import random
import sys
import threading
import time
import uuid

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--ports", default="8080", help="gateways, with commas")
parser.add_argument("--clients", type=int, default=200)
parser.add_argument("--seconds", type=float, default=300)
parser.add_argument("--rate", type=float, default=0, help="requests a second of all clients together; 0: as fast as answers come")
parser.add_argument("--wait", type=float, default=60, help="how long to wait for outcomes after a 504")
parser.add_argument("images", help="a folder of PNGs, also below it")
options = parser.parse_args()

STATIONS = ("queueMicros", "decodeMicros", "batchWaitMicros", "inferenceMicros")
ports = [int(port) for port in options.ports.split(",")]
images = [path.read_bytes() for path in sorted(pathlib.Path(options.images).rglob("*.png"))]
lock = threading.Lock()
statuses, latencies, over, within, timings, wrong, late, seen = {}, [], [], [], {}, [], [], {}
again = 0
run = uuid.uuid4().hex
begin = time.monotonic()
end = begin + options.seconds


def judge(source, image, body, took):
    """Under the lock: whose answer is it, and what did it take?"""
    best = body["predictions"][0]
    first = seen.setdefault(image, best)
    if body["source"] != source or first["classIndex"] != best["classIndex"] \
            or abs(first["probability"] - best["probability"]) > 0.01:
        wrong.append((source, body["source"], best, first))
    stream = sum(body["timings"][station] for station in STATIONS)
    latencies.append(took)
    over.append(took - stream / 1e6)
    within.append((body["timings"]["totalMicros"] - stream) / 1e6)
    for station, micros in body["timings"].items():
        timings.setdefault(station, []).append(micros / 1e6)


def client(number):
    global again
    connection, port, turn, broken = None, ports[number % len(ports)], 0, None
    while broken or time.monotonic() < end:
        if broken:
            source, image = broken
        else:
            if options.rate:
                wait = begin + (turn * options.clients + number) / options.rate - time.monotonic()
                time.sleep(max(0, wait))
            turn += 1
            source, image = "client-%d-%d" % (number, turn), random.randrange(len(images))
        began = time.monotonic()
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
            connection.request("POST", "/predict?source=" + source, images[image],
                               {"Content-Type": "image/png", "Idempotency-Key": run + source})
            answer = connection.getresponse()
            body = json.loads(answer.read())
            took = time.monotonic() - began
            broken = None
            with lock:
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                if answer.status == 200:
                    judge(source, image, body, took)
                elif answer.status == 504:
                    late.append((source, body["id"]))
            if answer.status in (429, 503):
                time.sleep(0.2)
        except (OSError, http.client.HTTPException, ValueError):
            broken = (source, image)
            with lock:
                again += 1
            connection = None
            port = ports[(ports.index(port) + 1) % len(ports)]
            time.sleep(0.1)
            if time.monotonic() > end + options.wait:
                with lock:
                    statuses["no answer"] = statuses.get("no answer", 0) + 1
                return


def ask(port, path):
    """What a gateway answers, or None where it does not."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        answer = connection.getresponse()
        return json.loads(answer.read()) if answer.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError):
        return None


def found(source, identity):
    for port in ports:
        body = ask(port, "/predictions/" + identity)
        if body:
            if body.get("source", source) != source:
                wrong.append((source, body["source"]))
            return True
    return False


def held():
    """What the gateways that answer hold for clients, all together."""
    sums = {}
    for status in filter(None, [ask(port, "/api/status") for port in ports]):
        for what in ("requests", "requestBytes", "waiting", "eventStreams"):
            sums[what] = sums.get(what, 0) + status["gateway"][what]
    return sums


threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(options.clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
missing, deadline = list(late), time.monotonic() + options.wait
while missing and time.monotonic() < deadline:
    missing = [one for one in missing if not found(*one)]
    time.sleep(0.5)
left = held()
while any(left.values()) and time.monotonic() < deadline:
    time.sleep(0.5)
    left = held()


def percentile(values, share):
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000, 2) if values else None


print(json.dumps({
    "clients": options.clients, "seconds": options.seconds, "statuses": {str(k): v for k, v in statuses.items()},
    "requestsPerSecond": round(len(latencies) / options.seconds, 1),
    "p50Millis": percentile(latencies, .5), "p99Millis": percentile(latencies, .99),
    "addedP50Millis": percentile(over, .5), "addedP99Millis": percentile(over, .99),
    "addedInGatewayP50Millis": percentile(within, .5),
    "stationsP50Millis": {station: percentile(values, .5) for station, values in timings.items()},
    "wrongAnswers": len(wrong), "askedAgain": again, "late": len(late), "lateWithoutOutcome": len(missing), "heldAfter": left}))
for one in wrong[:5]:
    print("wrong:", one, file=sys.stderr)
sys.exit(1 if wrong or missing or any(left.values()) or "no answer" in statuses else 0)
