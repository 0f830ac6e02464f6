/** Finds what the machine can do without Kafka: the same decoding and predicting, fed from memory. */
@NullMarked
package io.inferencestream.bench.limit;

import org.jspecify.annotations.NullMarked;
