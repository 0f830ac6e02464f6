/** Gathers decoded images from every partition into batches and runs them through a model. */
@NullMarked
package io.inferencestream.core.batch;

import org.jspecify.annotations.NullMarked;
