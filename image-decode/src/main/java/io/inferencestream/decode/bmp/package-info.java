/** Reads BMP files: the header, and the rows of the image. */
@NullMarked
package io.inferencestream.decode.bmp;

import org.jspecify.annotations.NullMarked;
