/** Reads PNG files: the header, and the rows of the image. */
@NullMarked
package io.inferencestream.decode.png;

import org.jspecify.annotations.NullMarked;
