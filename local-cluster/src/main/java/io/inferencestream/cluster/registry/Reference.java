package io.inferencestream.cluster.registry;

/**
 * A named type that a schema takes from another one.
 *
 * @param name the type's full name
 * @param subject under which the other schema is registered
 * @param version of the other schema in that subject
 */
record Reference(String name, String subject, int version) {}
