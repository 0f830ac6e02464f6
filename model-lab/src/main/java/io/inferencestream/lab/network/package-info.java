/** A CNN as a neutral list of layers, and its weights; knows no engine. */
@NullMarked
package io.inferencestream.lab.network;

import org.jspecify.annotations.NullMarked;
