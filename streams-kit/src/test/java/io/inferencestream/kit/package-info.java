/** The walls of the module. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.kit;
