/** Confluent's parallel-consumer as a contestant of the load bench. */
@NullMarked
package io.inferencestream.bench.parallel;

import org.jspecify.annotations.NullMarked;
