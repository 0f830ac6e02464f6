/** The bytes of an image file, read within their bounds. */
@NullMarked
package io.inferencestream.decode.file;

import org.jspecify.annotations.NullMarked;
