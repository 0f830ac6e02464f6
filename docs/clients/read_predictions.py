#!/usr/bin/python3
"""Prints predictions, one JSON object or one line of words each, with nothing of inference-stream's own.

Needs confluent-kafka, avro and requests; on Debian:
    apt-get install python3-confluent-kafka python3-avro python3-requests

Exit code: 0 once --count predictions are printed (or, without --count, at the end of --timeout),
1 if --timeout passed first, 2 if the broker or the registry failed.
"""
import argparse
import collections
import datetime
import io
import json
import sys
import time
import uuid

import avro.io
import avro.schema
import requests

HEADER_BYTES = 5  # a zero byte, then the schema's id, big-endian


class Schemas:
    """Schemas by the id that records carry. Asks the registry once for each."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.session = requests.Session()
        self.known = {}

    def by_id(self, schema_id):
        if schema_id not in self.known:
            answer = self._get(f"/schemas/ids/{schema_id}")
            if answer.get("references"):
                raise ValueError(f"schema {schema_id} refers to others, which this example does not resolve")
            self.known[schema_id] = avro.schema.parse(answer["schema"])
        return self.known[schema_id]

    def _get(self, path):
        response = self.session.get(
            self.url + path,
            headers={"Accept": "application/vnd.schemaregistry.v1+json, application/json"},
            timeout=10,
        )
        response.raise_for_status()
        return response.json()


def decode(schemas, payload):
    """Returns the record in a payload as a dict."""
    if len(payload) < HEADER_BYTES or payload[0] != 0:
        raise ValueError("not in the registry's wire format")
    schema = schemas.by_id(int.from_bytes(payload[1:HEADER_BYTES], "big"))
    body = io.BytesIO(payload[HEADER_BYTES:])
    record = avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(body))
    if body.read(1):
        raise ValueError("bytes follow the record")
    return record


def as_json(value):
    """What json cannot write by itself: moments as ISO 8601, bytes as hexadecimal digits."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value)}")


def labels(record):
    """The labels of a multi-label answer that reach their thresholds."""
    return ", ".join(one["label"] for one in record["topK"] if one["accepted"]) or "no label"


def objects(record):
    """How many objects of which kind were found."""
    counts = collections.Counter(one["label"] for one in record["detections"] or [])
    return ", ".join(f"{count} × {label}" for label, count in counts.most_common()) or "nothing found"


def values(record):
    return ", ".join(f"{one['name']} {one['value']:.4g} {one['unit'] or ''}".strip() for one in record["values"] or [])


ANSWERS = {
    "classification": lambda record: "{label} {probability:.3f}".format(**record["topK"][0]) if record["topK"] else "no class",
    "multi-label": labels,
    "detection": objects,
    "embedding": lambda record: f"a vector of {len(record['embedding']['values'])} numbers",
    "regression": values,
}


def brief(record):
    """A prediction in a line: image, model, task, and what the model answered."""
    # Records that were written before there were tasks have none.
    task = record.get("task", "classification")
    answer = ANSWERS.get(task, lambda record: "a task that this program does not know")(record)
    return f"{record['imageId']} {record['model']['name']}/{record['model']['version']} {task}: {answer}"


def consume(options):
    from confluent_kafka import Consumer, KafkaError, KafkaException

    consumer = Consumer(
        {
            "bootstrap.servers": options.bootstrap,
            "group.id": options.group or f"read-predictions-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            # What an aborted transaction left is not a prediction.
            "isolation.level": "read_committed",
        }
    )
    schemas = Schemas(options.registry)
    printed = 0
    end = time.monotonic() + options.timeout
    try:
        consumer.subscribe([options.topic])
        while time.monotonic() < end and (options.count is None or printed < options.count):
            message = consumer.poll(0.5)
            if message is None:
                continue
            if message.error():
                code = message.error().code()
                if code in (KafkaError._PARTITION_EOF, KafkaError.UNKNOWN_TOPIC_OR_PART) or message.error().retriable():
                    continue
                raise KafkaException(message.error())
            if message.value() is None:
                continue
            record = decode(schemas, message.value())
            print(brief(record) if options.brief else json.dumps(record, default=as_json, ensure_ascii=False), flush=True)
            printed += 1
    finally:
        consumer.close()
    return 0 if options.count is None or printed >= options.count else 1


def main():
    parser = argparse.ArgumentParser(description="Prints predictions, one JSON object a line.")
    parser.add_argument("--bootstrap", default="localhost:9092", help="brokers, HOST:PORT[,HOST:PORT]")
    parser.add_argument("--registry", default="http://localhost:8081", help="address of the schema registry")
    parser.add_argument("--topic", default="predictions")
    parser.add_argument("--group", help="consumer group; a new one each time unless given")
    parser.add_argument("--brief", action="store_true", help="a line of words, and not all that there is")
    parser.add_argument("--count", type=int, help="stop after so many predictions")
    parser.add_argument("--timeout", type=float, default=30, help="stop after so many seconds (30)")
    options = parser.parse_args()
    try:
        return consume(options)
    except KeyboardInterrupt:
        return 1
    except Exception as failure:  # of the broker, the registry or a payload: said, and the exit code tells
        print(f"read_predictions: {type(failure).__name__}: {failure}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
