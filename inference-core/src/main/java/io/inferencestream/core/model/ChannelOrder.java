package io.inferencestream.core.model;

/** The order in which a model takes the colours of a pixel. */
public enum ChannelOrder {
    /** Red, green, blue: what nearly every network was trained on. */
    RGB,
    /** Blue, green, red: OpenCV's habit, hence that of networks from Caffe and of some from Keras. */
    BGR;

    /** Where a channel of the model lies in a pixel that is decoded as red, green, blue, or as gray alone. */
    public int source(int channel, int channels) {
        return this == BGR ? channels - 1 - channel : channel;
    }
}
