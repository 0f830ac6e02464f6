package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.file.ExifOrientation;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;

/** Reads a JPEG up to its first scan: the frame, and the orientation that EXIF tells. */
public final class JpegHeader {
    private static final String EXIF = "Exif\0\0";

    private JpegHeader() {}

    public static ImageHeader read(Encoded bytes) throws UndecodableException {
        JpegSegments segments = new JpegSegments(bytes);
        Orientation orientation = Orientation.UPRIGHT;
        boolean exifSeen = false;
        JpegFrame frame = null;
        while (true) {
            int marker = segments.next();
            if (JpegFrame.isFrame(marker)) {
                if (frame != null) {
                    throw UndecodableException.corrupt("JPEG with two frames");
                }
                frame = JpegFrame.read(bytes, segments);
            } else if (marker == JpegSegments.APP1 && !exifSeen && bytes.hasAt(segments.payload(), EXIF)) {
                exifSeen = true;
                int length = segments.payloadLength() - EXIF.length();
                orientation = ExifOrientation.find(bytes, segments.payload() + EXIF.length(), length);
            } else if (marker == JpegSegments.EOI) {
                throw UndecodableException.corrupt("JPEG without an image");
            } else if (marker == JpegSegments.SOS) {
                if (frame == null) {
                    throw UndecodableException.corrupt("JPEG scan without a frame");
                }
                return header(frame, orientation, bytes.u8(segments.payload()));
            }
        }
    }

    private static ImageHeader header(JpegFrame frame, Orientation orientation, int componentsOfFirstScan) {
        int components = frame.components().length;
        boolean rowByRow = !frame.progressive() && componentsOfFirstScan == components;
        long held = frame.stripBytes() + (rowByRow ? 0 : frame.coefficientBytes());
        return ImageHeader.of(ImageFormat.JPEG, frame.width(), frame.height(), components, orientation, held);
    }
}
