package io.inferencestream.decode.png;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes PNGs row by row; of an interlaced one, rows that the target needs are held. Chunks that do not matter for the
 * colours are stepped over unread, however large they claim to be when inflated.
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
public final class PngDecoder implements AutoCloseable {
    private static final int MAX_PALETTE_BYTES = 3 * 256;

    /** Of each of Adam7's passes: first column, first row, columns apart, rows apart. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    /** Some encoders write a byte or a row too many. Many rows too many are an image of another size. */
    private static final int MAX_SURPLUS_BYTES = 4 << 10;

    private static final int BUFFER_BYTES = 16 << 10;

    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private final Scratch scratch;

    public PngDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        PngHeader png = PngHeader.read(bytes);
        byte[] palette = null;
        int at = PngHeader.FIRST_CHUNK;
        while (bytes.i32(at + 4) != PngHeader.IDAT) {
            int type = bytes.i32(at + 4);
            int length = bytes.i32(at);
            bytes.require(at + 8, length);
            if (type == PngHeader.PLTE) {
                palette = palette(bytes, at, length);
            } else if (PngHeader.isCritical(type)) {
                throw UndecodableException.corrupt("PNG without pixels, or with an unknown chunk before them");
            }
            bytes.require(at + 8 + length, 4);
            at += 12 + length;
        }
        if (png.colour() != PngHeader.PALETTE) {
            palette = null;
        } else if (palette == null) {
            throw UndecodableException.corrupt("PNG without the palette that it needs");
        }
        PngSamples samples = new PngSamples(png, palette);
        Rendering rendering = Rendering.interleaved(header, samples.colours(), target, resizing, scratch);
        PngData data = new PngData(bytes, at, inflater, buffer);
        if (png.interlaced()) {
            readPasses(png, data, samples, rendering);
        } else {
            readRows(png, data, samples, rendering);
        }
        data.finish(Math.max(MAX_SURPLUS_BYTES, 1 + png.rowBytes(png.width())));
        return rendering.finish();
    }

    private static byte[] palette(Encoded bytes, int chunk, int length) throws UndecodableException {
        if (length > MAX_PALETTE_BYTES || length % 3 != 0) {
            throw UndecodableException.corrupt("PNG palette of impossible size");
        }
        PngHeader.requireSound(bytes, chunk);
        byte[] palette = new byte[MAX_PALETTE_BYTES];
        System.arraycopy(bytes.array(), bytes.indexOf(chunk + 8), palette, 0, length);
        return palette;
    }

    private static void readRows(PngHeader png, PngData data, PngSamples samples, Rendering rendering)
            throws UndecodableException {
        int length = png.rowBytes(png.width());
        byte[] row = new byte[1 + length];
        byte[] above = new byte[1 + length];
        byte[] expanded = samples.areStoredPlain() ? null : new byte[png.width() * samples.channels()];
        for (int y = 0; y < png.height(); y++) {
            data.read(row, 1 + length);
            PngFilter.restore(row, above, length, png.filterDistance());
            if (rendering.wants(y)) {
                render(y, row, png.width(), samples, expanded, rendering);
            }
            byte[] spare = above;
            above = row;
            row = spare;
        }
    }

    private static void render(
            int y, byte[] row, int width, PngSamples samples, byte @Nullable [] expanded, Rendering rendering) {
        if (expanded == null) {
            rendering.accept(y, row, 1, samples.pixelStride(), samples.sampleStride());
        } else {
            samples.expand(row, width, expanded);
            rendering.accept(y, expanded, 0, samples.channels(), 1);
        }
    }

    private static void readPasses(PngHeader png, PngData data, PngSamples samples, Rendering rendering)
            throws UndecodableException {
        int channels = samples.channels();
        byte[][] rows = new byte[png.height()][];
        for (int y = 0; y < png.height(); y++) {
            rows[y] = rendering.wants(y) ? new byte[png.width() * channels] : new byte[0];
        }
        for (int[] pass : PASSES) {
            readPass(png, pass, data, samples, rows);
        }
        for (int y = 0; y < png.height(); y++) {
            if (rendering.wants(y)) {
                rendering.accept(y, rows[y], 0, channels, 1);
            }
        }
    }

    private static void readPass(PngHeader png, int[] pass, PngData data, PngSamples samples, byte[][] rows)
            throws UndecodableException {
        int width = (png.width() - pass[0] + pass[2] - 1) / pass[2];
        if (width <= 0) {
            return;
        }
        int length = png.rowBytes(width);
        int channels = samples.channels();
        byte[] row = new byte[1 + length];
        byte[] above = new byte[1 + length];
        byte[] expanded = new byte[width * channels];
        for (int y = pass[1]; y < png.height(); y += pass[3]) {
            data.read(row, 1 + length);
            PngFilter.restore(row, above, length, png.filterDistance());
            if (rows[y].length > 0) {
                samples.expand(row, width, expanded);
                for (int i = 0; i < width; i++) {
                    int to = (pass[0] + i * pass[2]) * channels;
                    System.arraycopy(expanded, i * channels, rows[y], to, channels);
                }
            }
            byte[] spare = above;
            above = row;
            row = spare;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
