/** Reads the command line of the load bench. */
@NullMarked
package io.inferencestream.bench.cli;

import org.jspecify.annotations.NullMarked;
