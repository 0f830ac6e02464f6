/** Who may call, and how often. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.caller;
