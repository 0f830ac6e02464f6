package io.inferencestream.decode.gif;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;

/**
 * Decodes the first frame of a GIF. What the frame leaves of the canvas, and what is transparent, has the colour that the
 * palette gives to the transparent index, or to index 0 where there is none.
 *
 * <p>Not thread-safe.
 */
public final class GifDecoder {
    /** Of each pass of an interlaced frame: first row, rows apart. */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] ONE_PASS = {{0, 1}};

    private final GifCodes codes = new GifCodes();

    private final Scratch scratch;

    public GifDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        GifHeader gif = GifHeader.read(bytes);
        if (gif.colours() == 0) {
            throw UndecodableException.unsupported("GIF without a palette");
        }
        byte[] palette = new byte[3 * 256];
        System.arraycopy(bytes.array(), bytes.indexOf(gif.palette()), palette, 0, 3 * gif.colours());
        Rendering rendering = Rendering.interleaved(header, ColourModel.RGB, target, resizing, scratch);
        byte[] row = new byte[gif.width() * 3];
        fill(row, palette, Math.max(gif.transparent(), 0));
        for (int y = 0; y < gif.height(); y++) {
            if (y < gif.top() || y >= gif.top() + gif.frameHeight()) {
                rendering.accept(y, row, 0, 3, 1);
            }
        }
        codes.begin(bytes, gif.data());
        byte[] indexes = new byte[gif.frameWidth()];
        for (int[] pass : gif.interlaced() ? PASSES : ONE_PASS) {
            for (int y = pass[0]; y < gif.frameHeight(); y += pass[1]) {
                codes.read(indexes);
                if (rendering.wants(gif.top() + y)) {
                    colour(indexes, palette, row, gif.left());
                    rendering.accept(gif.top() + y, row, 0, 3, 1);
                }
            }
        }
        return rendering.finish();
    }

    private static void fill(byte[] row, byte[] palette, int index) {
        for (int to = 0; to < row.length; to += 3) {
            System.arraycopy(palette, 3 * index, row, to, 3);
        }
    }

    private static void colour(byte[] indexes, byte[] palette, byte[] row, int left) {
        for (int x = 0; x < indexes.length; x++) {
            System.arraycopy(palette, 3 * (indexes[x] & 0xff), row, 3 * (left + x), 3);
        }
    }
}
