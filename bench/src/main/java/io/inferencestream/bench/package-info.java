/** Measures images per second and latency, ours beside the limit and beside others, in one run. */
@NullMarked
package io.inferencestream.bench;

import org.jspecify.annotations.NullMarked;
