/** ONNX files read and edited without an engine: what one is made of, and the same graph for batches of any size. */
@NullMarked
package io.inferencestream.djl.onnx;

import org.jspecify.annotations.NullMarked;
