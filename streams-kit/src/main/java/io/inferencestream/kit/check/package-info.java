/** Parts of the check that a program's start and its command check share: what a cluster and a registry must offer. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.kit.check;
