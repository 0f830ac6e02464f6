/** Wires one run, from pictures to report. */
@NullMarked
package io.inferencestream.producer.run;

import org.jspecify.annotations.NullMarked;
