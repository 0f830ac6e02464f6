/** Runs main classes in processes of their own and reads what they take of the machine. */
@NullMarked
package io.inferencestream.testkit.fork;

import org.jspecify.annotations.NullMarked;
