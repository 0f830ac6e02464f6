/** Forks the processes of a measurement and reads what they take of the machine. */
@NullMarked
package io.inferencestream.fork;

import org.jspecify.annotations.NullMarked;
