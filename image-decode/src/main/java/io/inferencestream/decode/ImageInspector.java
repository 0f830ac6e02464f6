package io.inferencestream.decode;

import io.inferencestream.decode.bmp.BmpHeader;
import io.inferencestream.decode.dicom.DicomImage;
import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.format.FormatReader;
import io.inferencestream.decode.format.FormatReaders;
import io.inferencestream.decode.gif.GifHeader;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.jpeg.JpegHeader;
import io.inferencestream.decode.png.PngHeader;
import io.inferencestream.decode.raw.RawMediaType;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of an image, and nothing else: microseconds, next to no memory; of a PNG that tells its orientation
 * in text, a few milliseconds and megabytes at most. What it lets pass is within the limits; whether the rest of the file
 * is whole, only decoding shows.
 *
 * <p>The first bytes tell the format, not the media type, which many producers set carelessly; but bare samples have no
 * first bytes, so a media type {@code image/x-raw;width=W;height=H;channels=1|3} is taken at its word. So is
 * {@code application/dicom} for data sets without DICOM's preamble.
 *
 * <p>Thread-safe.
 */
public final class ImageInspector {
    private final DecodeLimits limits;
    private final FormatReaders added = FormatReaders.installed();

    /** The shape of the last raw image; the next one's media type is nearly always the same. */
    private volatile RawMediaType.@Nullable Shape lastShape;

    public ImageInspector(DecodeLimits limits) {
        this.limits = limits;
    }

    /**
     * Tells what the bytes between position and limit are. Leaves the buffer as it is.
     *
     * @param mediaType what the producer says they are; null when it says nothing
     */
    public Inspection inspect(ByteBuffer encoded, @Nullable String mediaType) {
        if (!encoded.hasRemaining()) {
            return UndecodableException.corrupt("empty: no bytes").why();
        }
        try {
            if (encoded.remaining() > limits.maxEncodedBytes()) {
                throw UndecodableException.tooLarge(
                        encoded.remaining() + " bytes; at most " + limits.maxEncodedBytes() + " are allowed");
            }
            return withinLimits(header(Encoded.of(encoded), mediaType));
        } catch (UndecodableException e) {
            return e.why();
        }
    }

    private ImageHeader header(Encoded bytes, @Nullable String mediaType) throws UndecodableException {
        if (mediaType != null && RawMediaType.matches(mediaType)) {
            requireOn(ImageFormat.RAW);
            return shape(mediaType).header(bytes.length());
        }
        ImageFormat format = Magic.formatOf(bytes);
        if (format == null && DicomImage.isToldBy(mediaType)) {
            format = ImageFormat.DICOM;
        }
        if (format == null) {
            return added(bytes);
        }
        requireOn(format);
        return switch (format) {
            case JPEG -> JpegHeader.read(bytes);
            case PNG -> PngHeader.read(bytes).imageHeader(bytes);
            case GIF -> GifHeader.read(bytes).imageHeader();
            case BMP -> BmpHeader.read(bytes).imageHeader();
            case DICOM -> DicomImage.read(bytes).header();
            case RAW, WEBP, TIFF -> throw new AssertionError("not told by Magic: " + format);
        };
    }

    private ImageHeader added(Encoded bytes) throws UndecodableException {
        FormatReader reader = added.recognising(bytes);
        if (reader == null) {
            throw UndecodableException.unsupported(Magic.nameOf(bytes));
        }
        requireOn(reader.format());
        return reader.inspect(bytes);
    }

    private void requireOn(ImageFormat format) throws UndecodableException {
        if (!limits.formats().contains(format)) {
            throw UndecodableException.unsupported(
                    format + ", which is turned off: only " + new TreeSet<>(limits.formats()) + " are read");
        }
    }

    private RawMediaType.Shape shape(String mediaType) throws UndecodableException {
        RawMediaType.Shape last = lastShape;
        if (last == null || !last.mediaType().equals(mediaType)) {
            last = RawMediaType.read(mediaType);
            lastShape = last;
        }
        return last;
    }

    private ImageHeader withinLimits(ImageHeader header) throws UndecodableException {
        if (header.pixels() > limits.maxPixels()) {
            throw UndecodableException.tooLarge(
                    header.width() + "x" + header.height() + " pixels; at most " + limits.maxPixels() + " are allowed");
        }
        if (header.heldBytes() > limits.maxHeldBytes()) {
            throw UndecodableException.tooLarge("decoding " + header.width() + "x" + header.height() + " pixels of a "
                    + header.format() + " like this holds " + header.heldBytes() + " bytes at once; at most "
                    + limits.maxHeldBytes() + " are allowed");
        }
        return header;
    }
}
