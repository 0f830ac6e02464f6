package io.inferencestream.stream.event;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the dead-letter topic, under the record's own key.
 *
 * @param value the record's value; null where it had none, or where the topic could not hold it
 * @param headers the record's headers and those that say why and whence
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(byte @Nullable [] value, Headers headers) {}
