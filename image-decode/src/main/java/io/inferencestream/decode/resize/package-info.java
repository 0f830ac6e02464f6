/** Fits an image to the shape asked for: which rows and columns of it each of the target is mixed from. */
@NullMarked
package io.inferencestream.decode.resize;

import org.jspecify.annotations.NullMarked;
