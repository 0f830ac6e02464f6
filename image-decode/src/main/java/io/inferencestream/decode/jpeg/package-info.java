/** Reads JPEG files: the header, and the rows of the image. */
@NullMarked
package io.inferencestream.decode.jpeg;

import org.jspecify.annotations.NullMarked;
