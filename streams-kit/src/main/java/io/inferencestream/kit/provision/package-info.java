/** What a topic is to be like, and the steps that make it so. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.kit.provision;
