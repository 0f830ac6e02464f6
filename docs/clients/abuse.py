#!/usr/bin/env python3
"""Attacks a gateway on this machine as strangers would, and sees whether it goes on serving others.

Opens idle event streams and connections that send their headers a byte a second, and meanwhile asks for the gateway's
health. Exits 1 if it ever fails to answer within two seconds.
"""
import argparse
import http.client
import resource
import selectors
import socket
import sys
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=8080)
parser.add_argument("--streams", type=int, default=10_000)
parser.add_argument("--slow", type=int, default=2_000)
parser.add_argument("--seconds", type=int, default=20)
options = parser.parse_args()

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
wanted = options.streams + options.slow + 100
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, wanted)), hard))


def health():
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=2)
    connection.request("GET", "/v2/health/live")
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - began


def opened(text, number):
    sockets = []
    for _ in range(number):
        one = socket.create_connection(("127.0.0.1", options.port), timeout=10)
        one.sendall(text)
        one.setblocking(False)
        sockets.append(one)
    return sockets


streams = opened(b"GET /events/predictions HTTP/1.1\r\nHost: localhost\r\n\r\n", options.streams)
slow = opened(b"POST /predict HTTP/1.1\r\nHost: localhost\r\nX-", options.slow)
worst, failures = 0.0, 0
end = time.monotonic() + options.seconds
while time.monotonic() < end:
    try:
        status, took = health()
        worst = max(worst, took)
        failures += status != 200
    except OSError as failure:
        print("no answer:", failure, file=sys.stderr)
        failures += 1
    for one in slow:
        try:
            one.send(b"x")
        except OSError:
            pass
    time.sleep(0.5)
accepted = refused = 0
watch = selectors.DefaultSelector()
for one in streams:
    watch.register(one, selectors.EVENT_READ)
for key, _ in watch.select(1):
    try:
        line = key.fileobj.recv(64)
        accepted += line.startswith(b"HTTP/1.1 200")
        refused += line.startswith(b"HTTP/1.1 429")
    except OSError:
        pass
print("%d streams served, %d refused with 429; %d slow senders; health: %d failures, slowest %.0f ms"
      % (accepted, refused, options.slow, failures, worst * 1000))
sys.exit(1 if failures else 0)
