/** What of the HTTP interface needs no stream. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.http;
