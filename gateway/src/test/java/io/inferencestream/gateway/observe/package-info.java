/** What the meters show. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.observe;
