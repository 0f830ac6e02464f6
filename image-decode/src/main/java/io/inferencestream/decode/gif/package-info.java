/** Reads GIF files: the header, and the rows of the image. */
@NullMarked
package io.inferencestream.decode.gif;

import org.jspecify.annotations.NullMarked;
