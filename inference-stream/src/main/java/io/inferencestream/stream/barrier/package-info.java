/** Keeps Kafka Streams from committing past a record whose outcome is not out yet. */
@NullMarked
package io.inferencestream.stream.barrier;

import org.jspecify.annotations.NullMarked;
