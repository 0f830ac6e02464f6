/** Labelled images: read from files, split, augmented, written as PNG. */
@NullMarked
package io.inferencestream.lab.data;

import org.jspecify.annotations.NullMarked;
