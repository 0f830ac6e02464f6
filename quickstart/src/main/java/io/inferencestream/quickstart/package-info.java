/** The whole product in one process, for a first look: cluster, registry, stream and producer. */
@NullMarked
package io.inferencestream.quickstart;

import org.jspecify.annotations.NullMarked;
