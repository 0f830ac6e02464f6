package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * What a JPEG's start-of-scan segment says, checked, with the tables that it names.
 *
 * @param components indexes into the frame's components, in the scan's order
 * @param dc for each of them its table for DC, null where the scan needs none
 * @param ac for each of them its table for AC, null where the scan needs none
 * @param maxDc for each of them the largest DC coefficient, positive or negative, that eight bits a sample can lead to
 * @param first first coefficient, in zigzag order
 * @param last last coefficient
 * @param high precision that earlier scans left; 0 for none
 * @param low precision that this scan leaves: bits still missing
 */
record JpegScan(
        int[] components,
        @Nullable JpegHuffman[] dc,
        @Nullable JpegHuffman[] ac,
        int[] maxDc,
        int first,
        int last,
        int high,
        int low) {
    /** Eight times the range of a sample around its middle, and an eighth of that, which no encoder rounds up by. */
    private static final int MAX_DC = 1024 + 128;

    static JpegScan read(Encoded bytes, JpegSegments segments, JpegFrame frame, JpegTables tables)
            throws UndecodableException {
        int at = segments.payload();
        int count = segments.payloadLength() < 1 ? 0 : bytes.u8(at);
        if (count < 1 || count > frame.components().length || segments.payloadLength() != 4 + 2 * count) {
            throw UndecodableException.corrupt("JPEG scan header is damaged");
        }
        int spectrum = at + 1 + 2 * count;
        boolean progressive = frame.progressive();
        int first = progressive ? bytes.u8(spectrum) : 0;
        int last = progressive ? bytes.u8(spectrum + 1) : 63;
        int high = progressive ? bytes.u8(spectrum + 2) >> 4 : 0;
        int low = progressive ? bytes.u8(spectrum + 2) & 15 : 0;
        if (progressive) {
            check(count, first, last, high, low);
        } else {
            tables.fillInStandardCodes();
        }
        int[] components = new int[count];
        @Nullable JpegHuffman[] dc = new @Nullable JpegHuffman[count];
        @Nullable JpegHuffman[] ac = new @Nullable JpegHuffman[count];
        int[] maxDc = new int[count];
        int seen = 0;
        for (int i = 0; i < count; i++) {
            components[i] = indexOf(frame, bytes.u8(at + 1 + 2 * i), seen);
            seen |= 1 << components[i];
            int numbers = bytes.u8(at + 2 + 2 * i);
            if (numbers >> 4 > 3 || (numbers & 15) > 3) {
                throw UndecodableException.corrupt("JPEG scan with an impossible Huffman table");
            }
            maxDc[i] = first == 0 ? maxDc(frame.components()[components[i]], tables, low) : 0;
            dc[i] = first == 0 && high == 0 ? tables.dc(numbers >> 4) : null;
            ac[i] = last > 0 ? tables.ac(numbers & 15) : null;
        }
        return new JpegScan(components, dc, ac, maxDc, first, last, high, low);
    }

    private static int maxDc(JpegPlane component, JpegTables tables, int low) throws UndecodableException {
        int factor = Math.max(1, tables.quantisation(component.quantisation())[0]);
        return (MAX_DC / factor + 1 >> low) + 1;
    }

    private static void check(int count, int first, int last, int high, int low) throws UndecodableException {
        boolean spectrum = first == 0 ? last == 0 : first <= last && last <= 63 && count == 1;
        boolean precision = low <= 13 && (high == 0 || high == low + 1);
        if (!spectrum || !precision) {
            throw UndecodableException.corrupt("JPEG scan of an impossible part of the spectrum");
        }
    }

    private static int indexOf(JpegFrame frame, int id, int seen) throws UndecodableException {
        for (int i = 0; i < frame.components().length; i++) {
            if (frame.components()[i].id() == id && (seen & 1 << i) == 0) {
                return i;
            }
        }
        throw UndecodableException.corrupt("JPEG scan of an unknown component");
    }

    /** Whether blocks of several components take turns. */
    boolean isInterleaved() {
        return components.length > 1;
    }
}
