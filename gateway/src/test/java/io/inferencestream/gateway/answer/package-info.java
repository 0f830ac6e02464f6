/** Answers of every task as JSON and in words. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.answer;
