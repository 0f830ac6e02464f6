/** Wires one run, from images to report. */
@NullMarked
package io.inferencestream.producer.run;

import org.jspecify.annotations.NullMarked;
