/** What a model answers: scores of a batch, and of one image the ranked labels and the activation map. */
@NullMarked
package io.inferencestream.core.answer;

import org.jspecify.annotations.NullMarked;
