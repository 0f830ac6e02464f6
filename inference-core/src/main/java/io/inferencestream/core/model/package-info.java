/** The words about a model: its name, how it is fed, how its answers are read. */
@NullMarked
package io.inferencestream.core.model;

import org.jspecify.annotations.NullMarked;
