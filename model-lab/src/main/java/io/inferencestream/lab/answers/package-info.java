/** Answers of models of every task to images as files, and how they are judged by what is true of the images. */
@NullMarked
package io.inferencestream.lab.answers;

import org.jspecify.annotations.NullMarked;
