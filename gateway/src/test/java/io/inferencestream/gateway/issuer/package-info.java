/** An identity provider with real keys, for tests. */
package io.inferencestream.gateway.issuer;
