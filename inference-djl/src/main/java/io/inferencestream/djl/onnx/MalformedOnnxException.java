package io.inferencestream.djl.onnx;

/** A file is no ONNX model, or is cut off. */
public final class MalformedOnnxException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedOnnxException(String message) {
        super(message);
    }
}
