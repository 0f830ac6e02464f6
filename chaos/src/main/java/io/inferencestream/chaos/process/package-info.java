/** The processes that chaos happens to: the broker, and the stream's instances. */
@NullMarked
package io.inferencestream.chaos.process;

import org.jspecify.annotations.NullMarked;
