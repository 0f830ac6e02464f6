/** Images whose answer a card knows: a loaded model has to give it before it is served. */
@NullMarked
package io.inferencestream.core.example;

import org.jspecify.annotations.NullMarked;
