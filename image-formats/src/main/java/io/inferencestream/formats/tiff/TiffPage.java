package io.inferencestream.formats.tiff;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * What the first directory of a TIFF says of its image, checked.
 *
 * @param bits of each sample: 1, 2, 4, 8, 12 or 16
 * @param samples of each pixel, alpha and others included
 * @param planar whether each sample has strips or tiles of its own
 * @param premultiplied whether the sample behind the colours is an alpha by which they were multiplied
 * @param predicted whether samples are stored as differences to their left neighbours
 */
record TiffPage(
        TiffFields fields,
        int width,
        int height,
        int bits,
        int samples,
        TiffColours colours,
        TiffCompression compression,
        boolean planar,
        boolean premultiplied,
        boolean predicted,
        TiffPieces pieces) {
    private static final int MAX_EXTRA_SAMPLES = 4;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final int PREDICTOR_HORIZONTAL = 2;
    private static final int UNSIGNED = 1;
    private static final int UNDEFINED = 4;

    static TiffPage read(Encoded bytes) throws UndecodableException {
        TiffFields fields = TiffFields.read(bytes);
        int width = side(fields, TiffTag.WIDTH);
        int height = side(fields, TiffTag.HEIGHT);
        TiffCompression compression = TiffCompression.of(number(fields, TiffTag.COMPRESSION, 1));
        TiffColours colours = TiffColours.of(number(fields, TiffTag.PHOTOMETRIC, 0));
        int samples = samples(fields, colours);
        int bits = bits(fields, samples);
        boolean planar = samples > 1 && number(fields, TiffTag.PLANAR_CONFIGURATION, 1) == 2;
        requireKnown(fields, colours, compression, bits, samples, planar);
        TiffField extra = fields.find(TiffTag.EXTRA_SAMPLES);
        boolean premultiplied = extra != null && samples > colours.samples() && extra.number(0) == ASSOCIATED_ALPHA;
        int planes = planar ? samples : 1;
        TiffPieces pieces = TiffPieces.read(fields, width, height, planes, (long) bits * samples / planes);
        return new TiffPage(
                fields,
                width,
                height,
                bits,
                samples,
                colours,
                compression,
                planar,
                premultiplied,
                predicted(fields, compression, bits),
                pieces);
    }

    private static int side(TiffFields fields, TiffTag tag) throws UndecodableException {
        long side = number(fields, tag, 0);
        if (side < 1 || side > Integer.MAX_VALUE) {
            throw UndecodableException.corrupt("TIFF of impossible size");
        }
        return (int) side;
    }

    private static int samples(TiffFields fields, TiffColours colours) throws UndecodableException {
        long samples = number(fields, TiffTag.SAMPLES_PER_PIXEL, 1);
        if (samples < colours.samples()) {
            throw UndecodableException.corrupt("TIFF in " + colours + " of " + samples + " samples a pixel");
        }
        if (samples > colours.samples() + MAX_EXTRA_SAMPLES) {
            throw UndecodableException.unsupported("TIFF of " + samples + " samples a pixel");
        }
        return (int) samples;
    }

    private static int bits(TiffFields fields, int samples) throws UndecodableException {
        TiffField field = fields.find(TiffTag.BITS_PER_SAMPLE);
        if (field == null) {
            return 1;
        }
        long bits = field.number(0);
        for (int i = 1; i < Math.min(samples, field.count()); i++) {
            if (field.number(i) != bits) {
                throw UndecodableException.unsupported("TIFF whose samples differ in bits");
            }
        }
        return (int) Math.min(bits, Integer.MAX_VALUE);
    }

    private static void requireKnown(
            TiffFields fields, TiffColours colours, TiffCompression compression, int bits, int samples, boolean planar)
            throws UndecodableException {
        TiffField format = fields.find(TiffTag.SAMPLE_FORMAT);
        if (format != null && format.number(0) != UNSIGNED && format.number(0) != UNDEFINED) {
            throw UndecodableException.unsupported("TIFF of signed, floating or complex samples");
        }
        if (!colours.mayHave(bits) || bits < 8 && samples > 1 || bits == 12 && samples > 1) {
            throw UndecodableException.unsupported(
                    "TIFF in " + colours + " of " + samples + " samples of " + bits + " bits");
        }
        boolean fits = compression.isCcitt()
                ? colours.isGray() && bits == 1
                : compression != TiffCompression.JPEG
                        || bits == 8
                                && colours != TiffColours.PALETTE
                                && !planar
                                && samples <= colours.samples() + (colours == TiffColours.RGB ? 1 : 0);
        if (!fits) {
            throw UndecodableException.unsupported("TIFF in " + colours + " of " + samples + " samples of " + bits
                    + " bits, compressed as " + compression);
        }
    }

    private static boolean predicted(TiffFields fields, TiffCompression compression, int bits)
            throws UndecodableException {
        long predictor = compression.hasPredictor() ? number(fields, TiffTag.PREDICTOR, 1) : 1;
        if (predictor > PREDICTOR_HORIZONTAL || predictor == PREDICTOR_HORIZONTAL && bits != 8 && bits != 16) {
            throw UndecodableException.unsupported("TIFF with predictor " + predictor + " of " + bits + " bits");
        }
        return predictor == PREDICTOR_HORIZONTAL;
    }

    static long number(TiffFields fields, TiffTag tag, long absent) throws UndecodableException {
        @Nullable TiffField field = fields.find(tag);
        return field == null || field.count() == 0 ? absent : field.number(0);
    }

    ImageHeader header() throws UndecodableException {
        long orientation = number(fields, TiffTag.ORIENTATION, 1);
        return ImageHeader.of(
                ImageFormat.TIFF,
                width,
                height,
                colours == TiffColours.PALETTE ? 1 : samples,
                Orientation.ofExif((int) Math.min(orientation, 9)),
                heldBytes());
    }

    /** The whole page as it is unpacked, of a JPEG once more, and what stands for each strip or tile. */
    private long heldBytes() {
        long row = bits < 8 ? ((long) width * bits + 7) / 8 : (long) width * samples * (bits > 8 ? 2 : 1);
        long page = row * height;
        long piece = compression == TiffCompression.JPEG ? pieces.pixels() * samples : 0;
        long rows = (pieces.width() * 2L + width * 8L) * samples;
        return page + piece + rows + pieces.total() * 64L + LIBRARY_BYTES;
    }

    /** Tables and buffers of the library. */
    private static final long LIBRARY_BYTES = 512 << 10;
}
