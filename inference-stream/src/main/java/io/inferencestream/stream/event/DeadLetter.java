package io.inferencestream.stream.event;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the dead-letter topic.
 *
 * @param key the record's key; null where it had none, or where the topic could not hold it
 * @param value the record's value; null where it had none, or where the topic could not hold it
 * @param headers the record's headers, or the few that the topic could hold, and those that say why and whence
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}
