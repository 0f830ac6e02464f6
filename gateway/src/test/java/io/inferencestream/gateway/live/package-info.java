/** What is counted by the second. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.live;
