/** Tells the world which models this instance serves, and knows what the others serve. */
@NullMarked
package io.inferencestream.stream.announce;

import org.jspecify.annotations.NullMarked;
