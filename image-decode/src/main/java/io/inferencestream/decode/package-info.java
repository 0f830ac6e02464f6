/** Turns the bytes of one image file into the pixels a model wants, or says why it cannot. */
@NullMarked
package io.inferencestream.decode;

import org.jspecify.annotations.NullMarked;
