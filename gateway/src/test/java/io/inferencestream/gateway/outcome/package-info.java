/** What the index keeps and what it forgets. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.outcome;
