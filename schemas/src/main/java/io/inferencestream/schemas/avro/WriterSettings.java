package io.inferencestream.schemas.avro;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How records are written.
 *
 * @param schemaChoice which schema of the subject is written
 * @param schemaId the schema to write with, where the choice is {@link SchemaChoice#BY_ID}; -1 otherwise
 * @param subjectNames where schemas are registered
 */
record WriterSettings(SchemaChoice schemaChoice, int schemaId, SubjectNames subjectNames) {

    /** Which schema records are written with. */
    enum SchemaChoice {
        /** The record's own, registered if need be. */
        REGISTER,
        /** The record's own, which must be registered already. */
        LOOK_UP,
        /** The subject's newest. */
        LATEST,
        /** The one that {@code use.schema.id} names. */
        BY_ID
    }

    /** Reads Confluent's keys. */
    static WriterSettings of(Map<String, ?> config, boolean isKey) {
        String strategyKey = (isKey ? "key" : "value") + ".subject.name.strategy";
        Object strategy = config.get(strategyKey);
        int schemaId = schemaId(config.get("use.schema.id"));
        return new WriterSettings(
                choice(config, schemaId),
                schemaId,
                strategy == null ? SubjectNames.TOPIC : SubjectNames.of(strategyKey, className(strategy)));
    }

    private static SchemaChoice choice(Map<String, ?> config, int schemaId) {
        if (flag(config, "auto.register.schemas", true)) {
            return SchemaChoice.REGISTER;
        }
        if (schemaId >= 0) {
            return SchemaChoice.BY_ID;
        }
        return flag(config, "use.latest.version", false) ? SchemaChoice.LATEST : SchemaChoice.LOOK_UP;
    }

    private static String className(Object strategy) {
        return strategy instanceof Class<?> type
                ? type.getName()
                : strategy.toString().strip();
    }

    private static int schemaId(@Nullable Object value) {
        if (value == null) {
            return -1;
        }
        try {
            return Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new ConfigException("use.schema.id", value, "must be a whole number");
        }
    }

    /** A true or false under a key. */
    static boolean flag(Map<String, ?> config, String key, boolean otherwise) {
        Object value = config.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key, value, "must be true or false");
        };
    }
}
