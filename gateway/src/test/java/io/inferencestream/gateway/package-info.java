/** Proves the gateway with a real broker, a real registry and a real stream, whose model is a fake. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway;
