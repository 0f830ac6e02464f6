/** Bearer tokens and the keys of their issuer. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.token;
