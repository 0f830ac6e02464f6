package io.inferencestream.core.model;

/** The order of a model's input tensor: batch, then the letters. */
public enum TensorLayout {
    /** Height, width, channels: the values of one pixel lie together. TensorFlow's habit. */
    NHWC,
    /** Channels, height, width: one plane after another. PyTorch's habit, hence that of most ONNX files. */
    NCHW
}
