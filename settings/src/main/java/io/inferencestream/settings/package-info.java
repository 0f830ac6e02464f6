/** Reads keys of a YAML file, and of the environment over it, where they are declared; names everything that is wrong. */
@NullMarked
package io.inferencestream.settings;

import org.jspecify.annotations.NullMarked;
