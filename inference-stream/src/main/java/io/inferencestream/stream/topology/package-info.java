/** The way of a record through Kafka Streams: read, predicted, emitted in order, committed only then. */
@NullMarked
package io.inferencestream.stream.topology;

import org.jspecify.annotations.NullMarked;
