/** Reads WebP by libwebp, behind a header of our own. */
@NullMarked
package io.inferencestream.formats.webp;

import org.jspecify.annotations.NullMarked;
