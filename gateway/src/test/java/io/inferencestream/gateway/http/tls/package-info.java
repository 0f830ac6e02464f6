/** Certificates and private keys as tools write them. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.http.tls;
