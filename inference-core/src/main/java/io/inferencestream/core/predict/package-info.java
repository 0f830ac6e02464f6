/** The port to an inference engine: a loaded model and its predictors. */
@NullMarked
package io.inferencestream.core.predict;

import org.jspecify.annotations.NullMarked;
