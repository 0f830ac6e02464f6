#!/usr/bin/env python3
"""Attacks a gateway on this machine as strangers would, and sees whether it goes on serving others.

Opens idle event streams, connections that send their headers a byte at a time, and bodies that come a byte at a time; meanwhile
asks for predictions of an image as anybody would, after a 429 once more. Then all of them leave, and nothing of them may stay.
Exits 1 if an image was not answered with 200 within three seconds, or something stayed.
"""
import argparse
import http.client
import json
import pathlib
import resource
import selectors
import socket
import sys
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=8080)
parser.add_argument("--streams", type=int, default=10_000)
parser.add_argument("--slow", type=int, default=2_000, help="connections that send their headers slowly")
parser.add_argument("--bodies", type=int, default=2_000, help="connections that send their bodies slowly")
parser.add_argument("--seconds", type=int, default=30)
parser.add_argument("image", type=pathlib.Path)
options = parser.parse_args()

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
wanted = options.streams + options.slow + options.bodies + 100
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, wanted)), hard))


def ask(method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=5)
    connection.request(method, path, body, {"Content-Type": "image/png"} if body else {})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text


def opened(text, number):
    sockets = []
    for _ in range(number):
        one = socket.create_connection(("127.0.0.1", options.port), timeout=10)
        one.sendall(text)
        one.setblocking(False)
        sockets.append(one)
    return sockets


def trickle(sockets):
    for one in sockets:
        try:
            one.send(b"x")
        except OSError:
            pass


def answers(sockets):
    """How many of them have been answered with what by now."""
    counts = {}
    watch = selectors.DefaultSelector()
    for one in sockets:
        watch.register(one, selectors.EVENT_READ)
    for key, _ in watch.select(1):
        try:
            line = key.fileobj.recv(64)
            word = line.split(b" ")[1].decode() if line.startswith(b"HTTP/1.1") else "closed"
        except OSError:
            word = "closed"
        counts[word] = counts.get(word, 0) + 1
    return counts


def held():
    gateway = json.loads(ask("GET", "/api/status")[1])["gateway"]
    return {what: gateway[what] for what in ("requests", "requestBytes", "waiting", "eventStreams")}


image = options.image.read_bytes()
streams = opened(b"GET /events/predictions?source=nobody HTTP/1.1\r\nHost: localhost\r\n\r\n", options.streams)
slow = opened(b"POST /predict HTTP/1.1\r\nHost: localhost\r\nX-", options.slow)
bodies = opened(b"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 9999\r\n\r\n", options.bodies)
print("held under attack:", held())
worst, refused, statuses = 0.0, 0, {}
end = time.monotonic() + options.seconds
while time.monotonic() < end:
    began = time.monotonic()
    try:
        status = ask("POST", "/predict", image)[0]
        if status == 429:
            refused += 1
            time.sleep(1)
            status = ask("POST", "/predict", image)[0]
    except OSError as failure:
        status = str(failure)
    worst = max(worst, time.monotonic() - began)
    statuses[status] = statuses.get(status, 0) + 1
    trickle(slow)
    trickle(bodies)
    time.sleep(0.5)
print("others, in this time: %s, %d of them at the second asking; slowest %.0f ms" % (statuses, refused, worst * 1000))
print("%d streams: %s; %d slow headers: %s; %d slow bodies: %s"
      % (len(streams), answers(streams), len(slow), answers(slow), len(bodies), answers(bodies)))
for one in streams + slow + bodies:
    one.close()
left = time.monotonic()
while any(held().values()) and time.monotonic() < left + 90:
    time.sleep(0.5)
print("held after: %s, %.1f s after they left" % (held(), time.monotonic() - left))
sys.exit(1 if set(statuses) != {200} or worst > 3 or any(held().values()) else 0)
