/** The port to an inference engine: a loaded model, its predictors, and what they answer. */
@NullMarked
package io.inferencestream.core.predict;

import org.jspecify.annotations.NullMarked;
