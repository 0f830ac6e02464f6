package io.inferencestream.formats.tiff;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * What the library gets to see of a TIFF: the file, with a header and a directory of our own instead of its.
 *
 * <p>Not thread-safe; of use for one image.
 */
/*
 * The directory holds what was checked and nothing else. So no chain or tree of directories, no metadata and no colour
 * profile can lead the library anywhere, the types of values are those that it casts to, and the colours of a page are
 * named so that samples come as they are stored: mixing them is ours. The length is not told: the library would take it
 * as the measure of how many pixels there may be, and refuse blank pages of a fax. DecodeLimits have bounded them.
 *
 * Where fax data end before their rows do, the library takes the rest for white. So it is told that a strip has one byte
 * more, and whoever reads that one fails.
 */
final class TiffSource extends ImageInputStreamImpl {
    private static final int HEADER_BYTES = 8;
    private static final int RATIONAL = 5;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int YCC = 6;
    private static final int UNASSOCIATED_ALPHA = 2;
    private static final int MAX_JPEG_TABLES = 1 << 16;

    private final byte[] header;
    private final Encoded file;
    private final byte[] directory;
    private final Map<Long, Long> ends;
    private long end = Long.MAX_VALUE;

    private TiffSource(byte[] header, Encoded file, byte[] directory, Map<Long, Long> ends) {
        this.header = header;
        this.file = file;
        this.directory = directory;
        this.ends = ends;
    }

    /** @param places of the page's pieces: offsets, then sizes */
    static TiffSource of(Encoded file, TiffPage page, int[][] places) throws UndecodableException {
        ByteOrder order = page.fields().littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte mark = (byte) (page.fields().littleEndian() ? 'I' : 'M');
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(order);
        header.put(mark).put(mark).putShort((short) 42).putInt(file.length());
        boolean isFax = page.compression().isCcitt();
        int[] counts = isFax ? Arrays.stream(places[1]).map(i -> i + 1).toArray() : places[1];
        byte[] directory =
                directory(page, new int[][] {places[0], counts}, order).at(file.length());
        return new TiffSource(header.array(), file, directory, isFax ? ends(places) : Map.of());
    }

    /** Of each piece, by its offset, where it ends. */
    private static Map<Long, Long> ends(int[][] places) {
        Map<Long, Long> ends = new HashMap<>();
        for (int i = 0; i < places[0].length; i++) {
            ends.merge((long) places[0][i], (long) places[0][i] + places[1][i], Math::max);
        }
        return ends;
    }

    private static TiffDirectory directory(TiffPage page, int[][] places, ByteOrder order) throws UndecodableException {
        TiffPieces pieces = page.pieces();
        int[] bits = new int[page.samples()];
        Arrays.fill(bits, page.bits());
        TiffDirectory directory = new TiffDirectory(order)
                .longs(TiffTag.WIDTH, page.width())
                .longs(TiffTag.HEIGHT, page.height())
                .shorts(TiffTag.BITS_PER_SAMPLE, bits)
                .shorts(TiffTag.COMPRESSION, page.compression().number())
                .shorts(TiffTag.PHOTOMETRIC, photometric(page))
                .shorts(TiffTag.FILL_ORDER, fillOrder(page.fields()));
        if (!pieces.tiled()) {
            directory.longs(TiffTag.STRIP_OFFSETS, places[0]);
        }
        directory.shorts(TiffTag.SAMPLES_PER_PIXEL, page.samples());
        if (!pieces.tiled()) {
            directory.longs(TiffTag.ROWS_PER_STRIP, pieces.height()).longs(TiffTag.STRIP_BYTE_COUNTS, places[1]);
        }
        directory
                .shorts(TiffTag.PLANAR_CONFIGURATION, page.planar() ? 2 : 1)
                .longs(TiffTag.T4_OPTIONS, options(page.fields(), TiffTag.T4_OPTIONS))
                .longs(TiffTag.T6_OPTIONS, options(page.fields(), TiffTag.T6_OPTIONS))
                .shorts(TiffTag.PREDICTOR, page.predicted() ? 2 : 1);
        if (pieces.tiled()) {
            directory
                    .longs(TiffTag.TILE_WIDTH, pieces.width())
                    .longs(TiffTag.TILE_HEIGHT, pieces.height())
                    .longs(TiffTag.TILE_OFFSETS, places[0])
                    .longs(TiffTag.TILE_BYTE_COUNTS, places[1]);
        }
        return addColours(directory, page);
    }

    private static TiffDirectory addColours(TiffDirectory directory, TiffPage page) throws UndecodableException {
        TiffFields fields = page.fields();
        int photometric = photometric(page);
        int extra = page.samples() - (photometric == BLACK_IS_ZERO ? 1 : 3);
        if (extra > 0) {
            int[] kinds = new int[extra];
            kinds[0] = UNASSOCIATED_ALPHA;
            directory.shorts(TiffTag.EXTRA_SAMPLES, kinds);
        }
        TiffField tables = fields.find(TiffTag.JPEG_TABLES);
        if (page.compression() == TiffCompression.JPEG && tables != null) {
            if (tables.count() > MAX_JPEG_TABLES) {
                throw UndecodableException.corrupt("TIFF with JPEG tables of " + tables.count() + " bytes");
            }
            directory.bytes(TiffTag.JPEG_TABLES, fields.copy(tables.at(), (int) tables.count()));
        }
        if (photometric == YCC) {
            directory
                    .copy(fields, TiffTag.YCC_COEFFICIENTS, RATIONAL, 3, 8)
                    .copy(fields, TiffTag.YCC_SUBSAMPLING, 3, 2, 2)
                    .copy(fields, TiffTag.YCC_POSITIONING, 3, 1, 2)
                    .copy(fields, TiffTag.REFERENCE_BLACK_WHITE, RATIONAL, 6, 8);
        }
        return directory;
    }

    /** Under which name the library hands samples over as they are; but luma and chroma that no JPEG packs, it mixes. */
    private static int photometric(TiffPage page) {
        return switch (page.colours()) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> BLACK_IS_ZERO;
            case RGB, CMYK -> RGB;
            case YCC -> page.compression() == TiffCompression.JPEG ? RGB : YCC;
        };
    }

    private static int fillOrder(TiffFields fields) throws UndecodableException {
        return TiffPage.number(fields, TiffTag.FILL_ORDER, 1) == 2 ? 2 : 1;
    }

    private static int options(TiffFields fields, TiffTag tag) throws UndecodableException {
        return (int) TiffPage.number(fields, tag, 0);
    }

    @Override
    public void seek(long position) throws IOException {
        super.seek(position);
        end = ends.getOrDefault(position, Long.MAX_VALUE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int wanted) throws IOException {
        bitOffset = 0;
        if (streamPos >= end) {
            throw new IIOException("the data end before the rows do");
        }
        int length = (int) Math.min(wanted, end - streamPos);
        if (streamPos < header.length) {
            return copy(header, 0, header.length, 0, to, offset, length);
        }
        if (streamPos < file.length()) {
            return copy(file.array(), file.indexOf(0), file.length(), 0, to, offset, length);
        }
        return copy(directory, 0, directory.length, file.length(), to, offset, length);
    }

    /** @param starts position in the stream of the array's first byte */
    private int copy(byte[] from, int first, int size, int starts, byte[] to, int offset, int length) {
        int at = (int) Math.min(streamPos - starts, size);
        int count = Math.min(length, size - at);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(from, first + at, to, offset, count);
        streamPos += count;
        return count;
    }
}
