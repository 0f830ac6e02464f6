/** Moves where a stopped stream goes on reading. */
@NullMarked
package io.inferencestream.stream.reset;

import org.jspecify.annotations.NullMarked;
