package io.inferencestream.core.answer;

import org.jspecify.annotations.Nullable;

/**
 * A number that the model estimates.
 *
 * @param name what it is a number of
 * @param value finite
 * @param unit its unit; null where the model's card names none
 */
public record NamedValue(String name, float value, @Nullable String unit) {}
