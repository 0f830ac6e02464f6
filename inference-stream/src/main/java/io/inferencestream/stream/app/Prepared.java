package io.inferencestream.stream.app;

import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.List;

/**
 * Everything a stream needs, seen to work.
 *
 * @param kafka properties for Kafka Streams
 * @param registry reached
 * @param predictions its schema registered
 * @param models warm, at least one
 * @param defaultModel index of the model for events that ask for none
 */
record Prepared(
        KafkaProperties kafka,
        SchemaRegistryClient registry,
        RecordWriter<PredictionEvent> predictions,
        List<LoadedModel> models,
        int defaultModel) {}
