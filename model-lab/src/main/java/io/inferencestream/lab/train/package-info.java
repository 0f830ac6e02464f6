/** Fits a network's weights to labelled images. */
@NullMarked
package io.inferencestream.lab.train;

import org.jspecify.annotations.NullMarked;
