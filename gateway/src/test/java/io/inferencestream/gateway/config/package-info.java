/** What is written for people says what the code says. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.config;
