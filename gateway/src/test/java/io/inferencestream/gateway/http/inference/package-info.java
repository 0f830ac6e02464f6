/** What inference protocols say in bodies. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.http.inference;
