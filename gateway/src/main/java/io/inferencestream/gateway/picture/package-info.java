/** Keeps recent pictures in memory, bounded, to be shown beside their predictions; off unless an operator says so. */
@NullMarked
package io.inferencestream.gateway.picture;

import org.jspecify.annotations.NullMarked;
