/** How bodies are taken in. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.http.body;
