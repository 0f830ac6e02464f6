/** Turns events into bytes and back: Confluent's wire format, with or without Kafka's serializer interfaces around it. */
@NullMarked
package io.inferencestream.schemas.avro;

import org.jspecify.annotations.NullMarked;
