/** What the gateway measures of itself. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.observe;
