/** Measures what a model makes of labelled images. */
@NullMarked
package io.inferencestream.lab.evaluate;

import org.jspecify.annotations.NullMarked;
