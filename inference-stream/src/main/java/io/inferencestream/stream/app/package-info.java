/** Puts a stream together from its settings, runs it, and decides what a failure means. */
@NullMarked
package io.inferencestream.stream.app;

import org.jspecify.annotations.NullMarked;
