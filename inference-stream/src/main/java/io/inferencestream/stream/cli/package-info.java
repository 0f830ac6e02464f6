/** The command line: {@code inference-stream run} and {@code inference-stream check}. */
@NullMarked
package io.inferencestream.stream.cli;

import org.jspecify.annotations.NullMarked;
