/** Reads the first page of a TIFF by the library of TwelveMonkeys, behind a directory of our own. */
@NullMarked
package io.inferencestream.formats.tiff;

import org.jspecify.annotations.NullMarked;
