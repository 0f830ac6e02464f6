package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/** Reads what one scan of a progressive file adds to each block: part of the spectrum, or one more bit of precision. */
final class JpegProgressive implements JpegBlockReader {
    private static final int ANYWHERE = 63;

    private final JpegScan scan;
    private final JpegPredictions predictions;

    /** Of each of the scan's components, for each block: bit k tells that coefficient k, in zigzag order, is not zero. */
    private final long[][] nonzero;

    /** The coefficients of the scan, as bits. */
    private final long band;

    /** Blocks that are known to end before they begin. */
    private int emptyBlocks;

    /** @param nonzero of each of the scan's components, for each block, a bit for each coefficient; changed */
    JpegProgressive(JpegScan scan, long[][] nonzero) {
        this.scan = scan;
        this.nonzero = nonzero;
        this.band = (2L << scan.last()) - 1;
        this.predictions = new JpegPredictions(scan);
    }

    @Override
    public int read(JpegBits bits, int component, short[] coefficients, int at) throws UndecodableException {
        if (scan.first() == 0) {
            readDc(bits, component, coefficients, at);
        } else if (scan.high() == 0) {
            readAc(bits, table(scan.ac()[component]), coefficients, at, nonzero[component]);
        } else {
            refineAc(bits, table(scan.ac()[component]), coefficients, at, nonzero[component]);
        }
        return ANYWHERE;
    }

    private static JpegHuffman table(@Nullable JpegHuffman table) {
        if (table == null) {
            throw new AssertionError("the scan has the tables that it needs");
        }
        return table;
    }

    private void readDc(JpegBits bits, int component, short[] coefficients, int at) throws UndecodableException {
        if (scan.high() != 0) {
            coefficients[at] |= (short) (bits.read(1) << scan.low());
            return;
        }
        int size = bits.symbol(table(scan.dc()[component]));
        if (size > 15) {
            throw UndecodableException.corrupt("JPEG data with an impossible difference");
        }
        coefficients[at] = (short) (predictions.add(component, bits.readSigned(size)) << scan.low());
    }

    private void readAc(JpegBits bits, JpegHuffman table, short[] coefficients, int at, long[] masks)
            throws UndecodableException {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        int[] looked = table.coefficients();
        int last = scan.last();
        int k = scan.first();
        while (k <= last) {
            if (bits.count < JpegBits.ENOUGH) {
                bits.refill();
            }
            int entry = looked[(int) (bits.window >>> 64 - JpegHuffman.LOOK_BITS)];
            int run = entry >> 8 & 0xff;
            int value = entry >> 16;
            if (entry != 0 && run != JpegHuffman.END_OF_BLOCK) {
                bits.window <<= entry & 0xff;
                bits.count -= entry & 0xff;
            } else {
                int symbol = bits.symbol(table);
                int size = symbol & 15;
                run = symbol >> 4;
                if (size == 0 && run < 15) {
                    emptyBlocks = (1 << run) - 1 + bits.read(run);
                    return;
                }
                value = bits.readSigned(size);
            }
            k += run;
            if (value != 0) {
                if (k > last) {
                    throw UndecodableException.corrupt("JPEG data with a block that does not end");
                }
                coefficients[at + JpegTables.ZIGZAG[k]] = (short) (value << scan.low());
                masks[at >> 6] |= 1L << k;
            }
            k++;
        }
    }

    private void refineAc(JpegBits bits, JpegHuffman table, short[] coefficients, int at, long[] masks)
            throws UndecodableException {
        long mask = masks[at >> 6];
        int k = scan.first();
        while (k <= scan.last() && emptyBlocks == 0) {
            int symbol = bits.symbol(table);
            int run = symbol >> 4;
            int size = symbol & 15;
            int fresh = 0;
            if (size != 0) {
                if (size != 1) {
                    throw UndecodableException.corrupt("JPEG data with a refinement of more than a bit");
                }
                fresh = bits.read(1) == 0 ? -1 << scan.low() : 1 << scan.low();
            } else if (run < 15) {
                emptyBlocks = (1 << run) + bits.read(run);
                break;
            }
            k = refine(bits, coefficients, at, mask, k, run);
            if (fresh != 0) {
                if (k > scan.last()) {
                    throw UndecodableException.corrupt("JPEG data with a block that does not end");
                }
                coefficients[at + JpegTables.ZIGZAG[k]] = (short) fresh;
                masks[at >> 6] |= 1L << k;
            }
            k++;
        }
        if (emptyBlocks > 0) {
            refine(bits, coefficients, at, mask, k, 64);
            emptyBlocks--;
        }
    }

    /**
     * Reads one more bit of each coefficient that is not zero, from {@code k} on, until {@code zeros} that are zero were
     * passed and one more is met.
     *
     * @param mask tells which are not zero
     * @return where that one lies, or behind the last
     */
    private int refine(JpegBits bits, short[] coefficients, int at, long mask, int k, int zeros) {
        if (k > scan.last()) {
            return k;
        }
        int bit = 1 << scan.low();
        int left = zeros;
        int next = k;
        long rest = (mask & band) >>> k;
        while (rest != 0) {
            int gap = Long.numberOfTrailingZeros(rest);
            if (gap > left) {
                break;
            }
            left -= gap;
            next += gap;
            int index = at + JpegTables.ZIGZAG[next];
            int value = coefficients[index];
            if (bits.read(1) != 0 && (value & bit) == 0) {
                coefficients[index] = (short) (value > 0 ? value + bit : value - bit);
            }
            next++;
            rest = rest >>> gap >>> 1;
        }
        return Math.min(next + left, scan.last() + 1);
    }

    @Override
    public void restart() {
        predictions.reset();
        emptyBlocks = 0;
    }
}
