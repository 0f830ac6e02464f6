/** Measures what a model makes of labelled pictures. */
@NullMarked
package io.inferencestream.lab.evaluate;

import org.jspecify.annotations.NullMarked;
