package io.inferencestream.schemas.registry;

import org.apache.avro.Schema;

/**
 * One version of a schema under a subject.
 *
 * @param version counts up within the subject, from 1
 * @param id unique within the registry; what the records carry
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
