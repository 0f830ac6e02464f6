/** Formats that libraries read, each behind a header reader of ours, added to those of image-decode. */
@NullMarked
package io.inferencestream.formats;

import org.jspecify.annotations.NullMarked;
