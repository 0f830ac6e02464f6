@NullMarked
package io.inferencestream.kit.group;

import org.jspecify.annotations.NullMarked;
