package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/** Reads blocks that come whole, as in baseline files. The busiest loop of this package. */
final class JpegSequential implements JpegBlockReader {
    private final @Nullable JpegHuffman[] dc;
    private final @Nullable JpegHuffman[] ac;
    private final JpegPredictions predictions;

    JpegSequential(JpegScan scan) {
        this.dc = scan.dc();
        this.ac = scan.ac();
        this.predictions = new JpegPredictions(scan);
    }

    @Override
    public int read(JpegBits bits, int component, short[] coefficients, int at) throws UndecodableException {
        JpegHuffman dcTable = dc[component];
        JpegHuffman acTable = ac[component];
        if (dcTable == null || acTable == null) {
            throw new AssertionError("a sequential scan has both tables");
        }
        int size = bits.symbol(dcTable);
        if (size > 15) {
            throw UndecodableException.corrupt("JPEG data with an impossible difference");
        }
        coefficients[at] = (short) predictions.add(component, bits.readSigned(size));
        return readAc(bits, acTable, coefficients, at);
    }

    private static int readAc(JpegBits bits, JpegHuffman table, short[] coefficients, int at)
            throws UndecodableException {
        int[] looked = table.coefficients();
        int[] zigzag = JpegTables.ZIGZAG;
        long window = bits.window;
        int count = bits.count;
        int k = 0;
        int used = 0;
        while (k < 63) {
            if (count < JpegBits.ENOUGH) {
                bits.window = window;
                bits.count = count;
                bits.refill();
                window = bits.window;
                count = bits.count;
            }
            int entry = looked[(int) (window >>> 64 - JpegHuffman.LOOK_BITS)];
            int length = entry & 0xff;
            int run = entry >> 8 & 0xff;
            int value = entry >> 16;
            if (entry == 0) {
                int found = table.find(window);
                int codeLength = found >> 8;
                int size = found & 15;
                run = found >> 4 & 15;
                length = codeLength + size;
                if (size == 0) {
                    run = run == 15 ? 15 : JpegHuffman.END_OF_BLOCK;
                } else {
                    value = JpegBits.extend((int) (window << codeLength >>> 64 - size), size);
                }
            }
            window <<= length;
            count -= length;
            if (run == JpegHuffman.END_OF_BLOCK) {
                break;
            }
            k += run + 1;
            if (k > 63) {
                throw UndecodableException.corrupt("JPEG data with a block that does not end");
            }
            int position = zigzag[k];
            used |= position;
            coefficients[at + position] = (short) value;
        }
        bits.window = window;
        bits.count = count;
        return used;
    }

    @Override
    public void restart() {
        predictions.reset();
    }
}
