package io.inferencestream.producer.publish;

import org.apache.kafka.common.header.Headers;

/** How a shot becomes the value of a record. */
public interface ValueFormat {
    /**
     * Encodes the shot. Called by the publishing thread only.
     *
     * @param image the encoded image, used as it is
     * @param headers headers of the record, to add to
     * @throws PublishException if no image can be encoded, because the schema registry does not answer or refuses
     */
    byte[] encode(String topic, Headers headers, Shot shot, byte[] image) throws PublishException;

    /**
     * Does beforehand what would delay the first image, such as asking the schema registry.
     *
     * @throws PublishException as {@link #encode} does
     */
    void prepare(String topic) throws PublishException;

    /** Whether the prediction will carry the shot's id. */
    boolean carriesId();

    /** The encoded image itself, for streams whose input is plain image files. */
    static ValueFormat bytes() {
        return new ValueFormat() {
            @Override
            public byte[] encode(String topic, Headers headers, Shot shot, byte[] image) {
                return image;
            }

            @Override
            public void prepare(String topic) {}

            @Override
            public boolean carriesId() {
                return false;
            }
        };
    }
}
