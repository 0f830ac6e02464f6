/** Finds dead letters, and sends them to the stream again, each once. */
@NullMarked
package io.inferencestream.stream.redeliver;

import org.jspecify.annotations.NullMarked;
