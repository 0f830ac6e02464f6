@NullMarked
package io.inferencestream.deadletters;

import org.jspecify.annotations.NullMarked;
