package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.Rendering;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All coefficients of a JPEG whose parts come in several scans: progressive, or with components one by one.
 *
 * <p>Not thread-safe.
 */
final class JpegCoefficients {
    /** Positions of the coefficients that differ from zero, or-ed together, where that is not looked at. */
    private static final int ANYWHERE = 63;

    private static final long LOWER_HALF = having(32);
    private static final long RIGHT_HALF = having(4);

    private final JpegFrame frame;
    private final short[][] coefficients;

    /** Of a progressive file, for each block: bit k tells that coefficient k, in zigzag order, is not zero; but of the first. */
    private final long[][] nonzero;

    /** Of each component the quantisation table that was in force when it was first seen. */
    private final int[] @Nullable [] factors;

    /** Of each component and each coefficient, in zigzag order, how many of its lowest bits no scan has brought yet. */
    private final byte[][] missingBits;

    JpegCoefficients(JpegFrame frame) {
        JpegPlane[] planes = frame.components();
        this.frame = frame;
        this.coefficients = new short[planes.length][];
        this.nonzero = new long[planes.length][];
        this.factors = new int[planes.length] @Nullable [];
        this.missingBits = new byte[planes.length][64];
        for (int i = 0; i < planes.length; i++) {
            int blocks = planes[i].paddedBlocksAcross() * planes[i].paddedBlocksDown();
            coefficients[i] = new short[Math.multiplyExact(blocks, 64)];
            nonzero[i] = new long[frame.progressive() ? blocks : 0];
            Arrays.fill(missingBits[i], (byte) Short.SIZE);
        }
    }

    /** Whether every component has come, at least roughly. */
    boolean isComplete() {
        for (int[] table : factors) {
            if (table == null) {
                return false;
            }
        }
        return true;
    }

    /** Whether no bit of any coefficient is missing, so that no further scan can have been lost. */
    boolean isExact() {
        for (byte[] bits : missingBits) {
            for (byte missing : bits) {
                if (missing > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Adds what a scan brings. */
    void read(JpegScan scan, JpegTables tables, JpegBits bits) throws UndecodableException {
        for (int component : scan.components()) {
            if (factors[component] == null) {
                if (scan.first() != 0) {
                    throw UndecodableException.corrupt("JPEG scan of details before the rough image");
                }
                factors[component] = tables.quantisation(frame.components()[component].quantisation());
            }
            Arrays.fill(missingBits[component], scan.first(), scan.last() + 1, (byte) scan.low());
        }
        JpegBlockReader blocks = frame.progressive() ? progressive(scan) : new JpegSequential(scan);
        if (scan.isInterleaved()) {
            readInterleaved(scan, tables.restartInterval(), bits, blocks);
        } else {
            readAlone(scan.components()[0], tables.restartInterval(), bits, blocks);
        }
        bits.requireFed();
        bits.requireSpent();
    }

    private JpegProgressive progressive(JpegScan scan) {
        long[][] masks = new long[scan.components().length][];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = nonzero[scan.components()[i]];
        }
        return new JpegProgressive(scan, masks);
    }

    private void readInterleaved(JpegScan scan, int interval, JpegBits bits, JpegBlockReader blocks)
            throws UndecodableException {
        JpegRestarts restarts = new JpegRestarts(interval, bits, blocks);
        for (int y = 0; y < frame.groupsDown(); y++) {
            for (int x = 0; x < frame.groupsAcross(); x++) {
                restarts.beforeGroup();
                for (int i = 0; i < scan.components().length; i++) {
                    readGroup(scan.components()[i], i, x, y, bits, blocks);
                }
            }
            bits.requireFed();
        }
    }

    private void readGroup(int component, int inScan, int x, int y, JpegBits bits, JpegBlockReader blocks)
            throws UndecodableException {
        JpegPlane plane = frame.components()[component];
        for (int v = 0; v < plane.down(); v++) {
            for (int h = 0; h < plane.across(); h++) {
                int block = (y * plane.down() + v) * plane.paddedBlocksAcross() + x * plane.across() + h;
                blocks.read(bits, inScan, coefficients[component], block * 64);
            }
        }
    }

    private void readAlone(int component, int interval, JpegBits bits, JpegBlockReader blocks)
            throws UndecodableException {
        JpegRestarts restarts = new JpegRestarts(interval, bits, blocks);
        JpegPlane plane = frame.components()[component];
        int across = plane.blocksAcross();
        int stride = plane.paddedBlocksAcross();
        for (int y = 0; y < plane.blocksDown(); y++) {
            for (int x = 0; x < across; x++) {
                restarts.beforeGroup();
                blocks.read(bits, 0, coefficients[component], (y * stride + x) * 64);
            }
            bits.requireFed();
        }
    }

    /** Transforms what the target needs and hands it on. */
    void render(Rendering rendering, JpegTransform transform) {
        if (rendering.isOfPixels()) {
            renderPixels(rendering, transform);
            return;
        }
        for (int i = 0; i < rendering.planeCount(); i++) {
            int[] table = factors[i];
            if (table == null) {
                throw new AssertionError("rendered before it was complete");
            }
            JpegPlane plane = frame.components()[i];
            JpegStrip strip = new JpegStrip(plane, 1, rendering, i, table, transform);
            int rowLength = plane.paddedBlocksAcross() * 64;
            for (int y = 0; y < plane.blocksDown(); y++) {
                strip.begin(y);
                for (int x = 0; x < plane.blocksAcross(); x++) {
                    if (strip.wants(x, 0)) {
                        int from = y * rowLength + x * 64;
                        int used = rendering.pointsOfBlock(i) == 8 ? used(i, from) : ANYWHERE;
                        strip.put(x, 0, coefficients[i], from, used);
                    }
                }
                strip.finish();
            }
        }
    }

    private void renderPixels(Rendering rendering, JpegTransform transform) {
        int[][] tables = new int[rendering.planeCount()][];
        for (int i = 0; i < tables.length; i++) {
            int[] table = factors[i];
            if (table == null) {
                throw new AssertionError("rendered before it was complete");
            }
            tables[i] = table;
        }
        JpegStrips strips = new JpegStrips(frame, false, rendering, tables, transform);
        for (int y = 0; y < frame.groupsDown(); y++) {
            strips.begin(y);
            for (int i = 0; i < tables.length; i++) {
                JpegPlane plane = frame.components()[i];
                for (int v = 0; v < plane.down(); v++) {
                    int row = y * plane.down() + v;
                    for (int x = 0; x < plane.paddedBlocksAcross(); x++) {
                        int from = (row * plane.paddedBlocksAcross() + x) * 64;
                        strips.put(i, x, v, coefficients[i], from, used(i, from));
                    }
                }
            }
            strips.finish(y);
        }
    }

    /** Positions of the coefficients that differ from zero, or-ed together; some bits may be too many. */
    private int used(int component, int from) {
        if (frame.progressive()) {
            long mask = nonzero[component][from >> 6];
            int lower = (mask & LOWER_HALF) != 0 ? 32 : 0;
            int right = (mask & RIGHT_HALF) != 0 ? 4 : 0;
            return mask == 0 ? 0 : 1 | lower | right;
        }
        int used = 0;
        for (int i = 0; i < 64; i++) {
            used |= coefficients[component][from + i] != 0 ? i : 0;
        }
        return used;
    }

    /** A bit for each coefficient, in zigzag order, whose position has one of the bits given. */
    private static long having(int bits) {
        long mask = 0;
        for (int k = 0; k < 64; k++) {
            mask |= (JpegTables.ZIGZAG[k] & bits) != 0 ? 1L << k : 0;
        }
        return mask;
    }
}
