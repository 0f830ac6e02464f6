/** What is true of images, as people write it down: COCO's annotations, pairs, and tables of values or labels. */
@NullMarked
package io.inferencestream.lab.truth;

import org.jspecify.annotations.NullMarked;
