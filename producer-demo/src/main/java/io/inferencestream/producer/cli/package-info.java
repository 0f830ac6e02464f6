/** The command line. */
@NullMarked
package io.inferencestream.producer.cli;

import org.jspecify.annotations.NullMarked;
