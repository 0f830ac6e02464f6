package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.outcome.ImageSize;
import java.util.Optional;

/**
 * A model's answer to an image.
 *
 * @param image size of the upright image; empty where who answers does not say it
 */
public record Answered(Answer answer, Optional<ImageSize> image) {}
