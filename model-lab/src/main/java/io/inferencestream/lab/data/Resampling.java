package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import java.util.Arrays;

/**
 * Turns and enlarges an image about its middle, bilinear; outside it is as its nearest edge.
 *
 * @param angle in radians
 * @param scale share of each side that fills the image afterwards
 * @param freeX pixels that the part taken lies right of the middle
 * @param freeY pixels that the part taken lies below the middle
 */
record Resampling(ImageShape shape, double angle, double scale, double freeX, double freeY) {

    void apply(byte[] pixels, int offset) {
        byte[] before = Arrays.copyOfRange(pixels, offset, offset + shape.bytes());
        double across = scale * Math.cos(angle);
        double down = scale * Math.sin(angle);
        double middleX = (shape.width() - 1) / 2.0;
        double middleY = (shape.height() - 1) / 2.0;
        int at = offset;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                double fromX = middleX + freeX + across * (x - middleX) - down * (y - middleY);
                double fromY = middleY + freeY + down * (x - middleX) + across * (y - middleY);
                for (int c = 0; c < shape.channels(); c++) {
                    pixels[at++] = (byte) Math.round(mixed(before, fromX, fromY, c));
                }
            }
        }
    }

    private double mixed(byte[] image, double x, double y, int channel) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        return (1 - below) * ((1 - right) * at(image, left, top, channel) + right * at(image, left + 1, top, channel))
                + below
                        * ((1 - right) * at(image, left, top + 1, channel)
                                + right * at(image, left + 1, top + 1, channel));
    }

    private int at(byte[] image, int x, int y, int channel) {
        int inX = Math.max(0, Math.min(shape.width() - 1, x));
        int inY = Math.max(0, Math.min(shape.height() - 1, y));
        return image[(inY * shape.width() + inX) * shape.channels() + channel] & 0xff;
    }
}
