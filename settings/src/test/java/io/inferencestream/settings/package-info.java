@NullMarked
package io.inferencestream.settings;

import org.jspecify.annotations.NullMarked;
