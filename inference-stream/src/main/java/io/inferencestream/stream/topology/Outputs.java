package io.inferencestream.stream.topology;

import io.inferencestream.kit.output.OutputTopic;
import io.inferencestream.kit.output.Refusals;

/**
 * Where outcomes go.
 *
 * @param predictions the topic of predictions
 * @param deadLetters the topic of records that got none
 * @param refusals what the two have refused
 */
public record Outputs(OutputTopic predictions, OutputTopic deadLetters, Refusals refusals) {}
