/** Runs what is measured, each contestant in a process of its own. */
@NullMarked
package io.inferencestream.bench.contestant;

import org.jspecify.annotations.NullMarked;
