package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;

/**
 * Finds out what the planes of a JPEG stand for: from the JFIF and Adobe segments, or else from the components' numbers,
 * in the order of precedence that the common JPEG library has.
 */
final class JpegColours {
    private static final int ADOBE_PLAIN = 0;
    private static final int ADOBE_NONE = -1;

    private final boolean plainUnlessTold;
    private boolean jfif;
    private int adobe = ADOBE_NONE;

    /** @param plainUnlessTold whether three planes are red, green and blue unless an Adobe segment says what they are */
    JpegColours(boolean plainUnlessTold) {
        this.plainUnlessTold = plainUnlessTold;
    }

    /** Looks at a segment that stands before the frame. */
    void read(Encoded bytes, JpegSegments segments) throws UndecodableException {
        int at = segments.payload();
        if (segments.marker() == JpegSegments.APP0 && segments.payloadLength() >= 14 && bytes.hasAt(at, "JFIF\0")) {
            jfif = true;
        } else if (segments.marker() == JpegSegments.APP14
                && segments.payloadLength() >= 12
                && bytes.hasAt(at, "Adobe")) {
            adobe = bytes.u8(at + 11);
        }
    }

    ColourModel of(JpegPlane[] components) {
        return switch (components.length) {
            case 1 -> ColourModel.GRAY;
            case 4 -> adobe == ADOBE_NONE || adobe == ADOBE_PLAIN ? ColourModel.CMYK : ColourModel.YCCK;
            default -> ofThree(components);
        };
    }

    private ColourModel ofThree(JpegPlane[] components) {
        if (plainUnlessTold && adobe == ADOBE_NONE) {
            return ColourModel.RGB;
        }
        boolean plain = adobe == ADOBE_PLAIN
                || adobe == ADOBE_NONE
                        && components[0].id() == 'R'
                        && components[1].id() == 'G'
                        && components[2].id() == 'B';
        return plain && !jfif ? ColourModel.RGB : ColourModel.YCC;
    }
}
