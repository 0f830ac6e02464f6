/** Runs the images on a Docker engine, and looks at them as their users and their enemies would. */
@NullMarked
package io.inferencestream.containers;

import org.jspecify.annotations.NullMarked;
