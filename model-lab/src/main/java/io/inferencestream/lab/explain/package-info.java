/** Where in an image a model found its answer. */
@NullMarked
package io.inferencestream.lab.explain;

import org.jspecify.annotations.NullMarked;
