/** A schema registry for development, inside this JVM, that speaks the part of Confluent's REST API which clients use. */
@NullMarked
package io.inferencestream.cluster.registry;

import org.jspecify.annotations.NullMarked;
