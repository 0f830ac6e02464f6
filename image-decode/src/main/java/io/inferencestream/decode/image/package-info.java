/** The words of decoding: what a file says of its image, the pixels it gives, and why it gives none. */
@NullMarked
package io.inferencestream.decode.image;

import org.jspecify.annotations.NullMarked;
