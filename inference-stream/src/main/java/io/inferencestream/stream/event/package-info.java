/** Reads image events, and writes predictions and dead letters. */
@NullMarked
package io.inferencestream.stream.event;

import org.jspecify.annotations.NullMarked;
