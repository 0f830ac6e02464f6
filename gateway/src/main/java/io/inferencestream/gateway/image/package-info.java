/** Keeps recent images in memory, bounded, to be shown beside their predictions; off unless an operator says so. */
@NullMarked
package io.inferencestream.gateway.image;

import org.jspecify.annotations.NullMarked;
