/** What became of a record: a prediction, or a rejection with its reason. */
@NullMarked
package io.inferencestream.core.outcome;

import org.jspecify.annotations.NullMarked;
