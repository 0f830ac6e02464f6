/** Apache Flink as a contestant of the load bench. */
@NullMarked
package io.inferencestream.bench.flink;

import org.jspecify.annotations.NullMarked;
