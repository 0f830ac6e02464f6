/** Finds images in folders, globs, zips and files, knows their labels, and damages some on purpose. */
@NullMarked
package io.inferencestream.producer.source;

import org.jspecify.annotations.NullMarked;
