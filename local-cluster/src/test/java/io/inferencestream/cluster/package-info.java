/** The cluster as a process of its own. */
@NullMarked
package io.inferencestream.cluster;

import org.jspecify.annotations.NullMarked;
