/** What the development registry answers over HTTP. */
@NullMarked
package io.inferencestream.cluster.registry;

import org.jspecify.annotations.NullMarked;
