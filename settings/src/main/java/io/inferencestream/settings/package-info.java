/** Reads one YAML file and the environment over it, and names everything that is wrong at once. */
@NullMarked
package io.inferencestream.settings;

import org.jspecify.annotations.NullMarked;
