/** The command line: one class per command. */
@NullMarked
package io.inferencestream.lab.cli;

import org.jspecify.annotations.NullMarked;
