/** What a model says about one image: classes, objects, a vector or numbers. */
@NullMarked
package io.inferencestream.core.answer;

import org.jspecify.annotations.NullMarked;
