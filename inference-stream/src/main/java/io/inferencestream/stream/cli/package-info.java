/** The command line: {@code inference-stream run}, {@code check}, and what operators need. */
@NullMarked
package io.inferencestream.stream.cli;

import org.jspecify.annotations.NullMarked;
