/** A network as an ONNX file, in floats or quantised to eight bits. */
@NullMarked
package io.inferencestream.lab.onnx;

import org.jspecify.annotations.NullMarked;
