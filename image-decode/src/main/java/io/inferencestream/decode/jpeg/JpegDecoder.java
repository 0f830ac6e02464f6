package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEGs: Huffman-coded, 8 bits a sample, baseline, extended and progressive.
 *
 * <p>A file whose one scan has all components goes from its bits to the target strip by strip; of any other all
 * coefficients are held. A block of which the target needs nothing is read, but not transformed.
 *
 * <p>Stricter than most viewers: data that end early, or make no sense, give no image. Only the end marker itself may be
 * missing, where nothing else can be: every bit of every coefficient was told.
 *
 * <p>Not thread-safe.
 */
public final class JpegDecoder {
    /*
     * Why not the JDK's reader, which is a native library behind ImageIO? It transforms the whole image once for every
     * scan of a progressive file (ten times, usually); it pins arrays of the heap for as long as it runs, which keeps
     * the collector of Java 17 and all who allocate waiting; it holds the full image; it answers a file cut short with
     * a half-gray image and a warning; and its speed hangs on which JPEG library the JDK was built with. Here a file
     * costs what the target needs of it, the same everywhere. Samples agree with that library's to one level.
     */

    /** Real encoders make twenty or fewer. A file with very many takes long for nothing. */
    private static final int MAX_SCANS = 64;

    private final JpegTransform transform = new JpegTransform();
    private final short[] block = new short[64];

    private final Scratch scratch;

    public JpegDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        return decode(bytes, header, target, resizing, new JpegColours(false));
    }

    /** As {@link #decode}, of a file whose three planes are red, green and blue, unless it says itself what they are. */
    public Pixels decodePlain(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        return decode(bytes, header, target, resizing, new JpegColours(true));
    }

    private Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing, JpegColours colours)
            throws UndecodableException {
        JpegSegments segments = new JpegSegments(bytes);
        JpegTables tables = new JpegTables();
        JpegFrame frame = null;
        JpegCoefficients coefficients = null;
        int scans = 0;
        while (true) {
            int marker = segments.next();
            if (JpegFrame.isFrame(marker)) {
                frame = frame(bytes, segments, frame, header);
            } else if (marker == JpegSegments.SOS) {
                if (frame == null || ++scans > MAX_SCANS) {
                    throw UndecodableException.corrupt(
                            frame == null ? "JPEG scan without a frame" : "more than " + MAX_SCANS + " JPEG scans");
                }
                JpegScan scan = JpegScan.read(bytes, segments, frame, tables);
                JpegBits bits =
                        new JpegBits(bytes.array(), bytes.indexOf(segments.end()), bytes.indexOf(bytes.length()));
                if (isWhole(scan, frame)) {
                    Rendering rendering = rendering(header, frame, colours, target, resizing);
                    decodeWhole(scan, frame, tables, bits, rendering);
                    bits.requireSpent();
                    return rendering.finish();
                }
                coefficients = coefficients == null ? new JpegCoefficients(frame) : coefficients;
                coefficients.read(scan, tables, bits);
                segments.resumeAt(bits.position() - bytes.indexOf(0));
                boolean whole =
                        frame.progressive() ? coefficients.isExact() && segments.isAtEnd() : coefficients.isComplete();
                if (whole) {
                    return finish(coefficients, rendering(header, frame, colours, target, resizing));
                }
            } else if (marker == JpegSegments.EOI) {
                if (frame == null || coefficients == null) {
                    throw UndecodableException.corrupt("JPEG without an image");
                }
                return finish(coefficients, rendering(header, frame, colours, target, resizing));
            } else {
                tables.read(bytes, segments);
                colours.read(bytes, segments);
            }
        }
    }

    private static JpegFrame frame(Encoded bytes, JpegSegments segments, @Nullable JpegFrame before, ImageHeader header)
            throws UndecodableException {
        if (before != null) {
            throw UndecodableException.corrupt("JPEG with two frames");
        }
        JpegFrame frame = JpegFrame.read(bytes, segments);
        if (frame.width() != header.width() || frame.height() != header.height()) {
            throw new IllegalArgumentException("the header is that of another image");
        }
        return frame;
    }

    private Rendering rendering(
            ImageHeader header, JpegFrame frame, JpegColours colours, ImageShape target, Resizing resizing) {
        return Rendering.planar(header, frame.components(), colours.of(frame.components()), target, resizing, scratch);
    }

    private static boolean isWhole(JpegScan scan, JpegFrame frame) {
        return !frame.progressive() && scan.components().length == frame.components().length;
    }

    private Pixels finish(JpegCoefficients coefficients, Rendering rendering) throws UndecodableException {
        if (!coefficients.isComplete()) {
            throw UndecodableException.corrupt("cut short: JPEG without some of its components");
        }
        coefficients.render(rendering, transform);
        return rendering.finish();
    }

    private void decodeWhole(JpegScan scan, JpegFrame frame, JpegTables tables, JpegBits bits, Rendering rendering)
            throws UndecodableException {
        boolean alone = !scan.isInterleaved();
        JpegPlane[] planes = frame.components();
        int[][] factors = new int[rendering.planeCount()][];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = tables.quantisation(planes[i].quantisation());
        }
        JpegStrips strips = new JpegStrips(frame, alone, rendering, factors, transform);
        int groupsDown = alone ? planes[0].blocksDown() : frame.groupsDown();
        int groupsAcross = alone ? planes[0].blocksAcross() : frame.groupsAcross();
        JpegBlockReader blocks = new JpegSequential(scan);
        JpegRestarts restarts = new JpegRestarts(tables.restartInterval(), bits, blocks);
        for (int y = 0; y < groupsDown; y++) {
            strips.begin(y);
            for (int x = 0; x < groupsAcross; x++) {
                restarts.beforeGroup();
                for (int i = 0; i < planes.length; i++) {
                    int component = scan.components()[i];
                    int across = alone ? 1 : planes[component].across();
                    int down = alone ? 1 : planes[component].down();
                    decodeGroup(bits, blocks, i, strips.of(component), x, across, down);
                }
            }
            bits.requireFed();
            strips.finish(y);
        }
    }

    private void decodeGroup(
            JpegBits bits,
            JpegBlockReader blocks,
            int component,
            @Nullable JpegBlockSink strip,
            int x,
            int across,
            int down)
            throws UndecodableException {
        for (int v = 0; v < down; v++) {
            for (int h = 0; h < across; h++) {
                Arrays.fill(block, (short) 0);
                int used = blocks.read(bits, component, block, 0);
                if (strip != null) {
                    strip.put(x * across + h, v, block, 0, used);
                }
            }
        }
    }
}
