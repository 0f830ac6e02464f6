/** What the files of other tools say of a model, read within bounds, and the card that follows from it. */
@NullMarked
package io.inferencestream.core.foreign;

import org.jspecify.annotations.NullMarked;
