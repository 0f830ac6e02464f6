/** The rules of architecture that hold in every module. */
@NullMarked
package io.inferencestream.testkit.architecture;

import org.jspecify.annotations.NullMarked;
