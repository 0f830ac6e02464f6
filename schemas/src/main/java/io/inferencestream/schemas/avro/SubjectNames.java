package io.inferencestream.schemas.avro;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a schema is registered; Confluent's three strategies. */
enum SubjectNames {
    /** TOPIC-key or TOPIC-value. */
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    /** The record's full name. */
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return schema.getFullName();
        }
    },
    /** TOPIC-NAME, with the record's full name. */
    TOPIC_AND_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private final String confluentName;

    SubjectNames(String confluentName) {
        this.confluentName = confluentName;
    }

    abstract String subject(String topic, boolean isKey, Schema schema);

    /**
     * The strategy by its class's name, with or without the package.
     *
     * @param key the configuration key that names it, for the message
     */
    static SubjectNames of(String key, String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        for (SubjectNames strategy : values()) {
            if (strategy.confluentName.equals(simple)) {
                return strategy;
            }
        }
        throw new ConfigException(
                key, className, "must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    }
}
