/** What goes in: images of which it is known beforehand what has to become of them. */
@NullMarked
package io.inferencestream.chaos.feed;

import org.jspecify.annotations.NullMarked;
