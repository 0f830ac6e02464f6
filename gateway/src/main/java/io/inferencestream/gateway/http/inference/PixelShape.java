package io.inferencestream.gateway.http.inference;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.util.List;

/**
 * The image that a model takes, as the shape of a tensor.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels 1 for gray, 3 for RGB
 */
public record PixelShape(int height, int width, int channels) {
    public PixelShape {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "an image has pixels, and 1 or 3 channels: " + height + "x" + width + "x" + channels);
        }
    }

    /** The input that a model has announced. */
    static PixelShape of(ModelAnnouncement model) {
        return new PixelShape(model.getInputHeight(), model.getInputWidth(), model.getInputChannels());
    }

    /** Samples of one image, a byte each. */
    int bytes() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /**
     * How many images lie in a tensor of this shape: [n, height, width, channels], and without n for one image; the channel
     * of gray images may be left out.
     *
     * @throws ProblemException if it is none of these
     */
    int images(List<Long> shape) {
        List<Long> one = List.of((long) height, (long) width, (long) channels);
        if (shape.equals(one) || (channels == 1 && shape.equals(one.subList(0, 2)))) {
            return 1;
        }
        boolean isBatch = shape.size() > 2
                && (shape.subList(1, shape.size()).equals(one)
                        || (channels == 1 && shape.subList(1, shape.size()).equals(one.subList(0, 2))));
        if (!isBatch || shape.get(0) < 1 || shape.get(0) > ImageInput.MAX_IMAGES) {
            throw ProblemException.badRequest("UINT8 pixels of this model have the shape [n, " + height + ", " + width
                    + ", " + channels + "], n from 1 to " + ImageInput.MAX_IMAGES + ", not " + shape + ".");
        }
        return shape.get(0).intValue();
    }
}
