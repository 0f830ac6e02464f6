/** Fits a network's weights to labelled pictures. */
@NullMarked
package io.inferencestream.lab.train;

import org.jspecify.annotations.NullMarked;
