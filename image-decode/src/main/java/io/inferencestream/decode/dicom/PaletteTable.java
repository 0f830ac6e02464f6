package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;

/** The colours of a DICOM of palette colours, of eight bits a sample: of more the upper ones. */
final class PaletteTable {
    private static final int RED_DESCRIPTOR = 0x00281101;
    private static final int RED = 0x00281201;
    private static final int RED_SEGMENTED = 0x00281221;
    private static final int MAX_ENTRIES = 1 << 16;

    /** Number that the first entry stands for. */
    private final int first;

    private final byte[][] colours;

    private PaletteTable(int first, byte[][] colours) {
        this.first = first;
        this.colours = colours;
    }

    static PaletteTable read(DataSet data, PixelModule module) throws UndecodableException {
        if (!data.has(RED) && data.has(RED_SEGMENTED)) {
            throw UndecodableException.unsupported("DICOM with a segmented palette");
        }
        int told = data.u16(RED_DESCRIPTOR, 0);
        int entries = told == 0 ? MAX_ENTRIES : told;
        int first = data.u16(RED_DESCRIPTOR, 1);
        byte[][] colours = new byte[3][];
        for (int c = 0; c < colours.length; c++) {
            colours[c] = entries(data, RED + c, entries);
        }
        return new PaletteTable(module.isSigned() ? (short) first : first, colours);
    }

    private static byte[] entries(DataSet data, int tag, int entries) throws UndecodableException {
        int length = data.length(tag);
        if (length < entries) {
            throw UndecodableException.corrupt("DICOM with a palette of fewer colours than it says");
        }
        data.bytes().require(data.value(tag), length);
        byte[] colours = new byte[entries];
        if (length < 2 * entries) {
            int swap = data.isLittleEndian() ? 0 : 1;
            for (int i = 0; i < entries; i++) {
                colours[i] = (byte) data.bytes().u8(data.value(tag) + (i ^ swap));
            }
            return colours;
        }
        int all = 0;
        for (int i = 0; i < entries; i++) {
            all |= data.u16(tag, i);
        }
        // Some writers put colours of eight bits into the lower byte of each word.
        int shift = all > 0xff ? 8 : 0;
        for (int i = 0; i < entries; i++) {
            colours[i] = (byte) (data.u16(tag, i) >> shift);
        }
        return colours;
    }

    /** Bytes that it takes for a palette of the size that the data set tells. */
    static long heldBytes(DataSet data) throws UndecodableException {
        int told = data.u16(RED_DESCRIPTOR, 0);
        return 3L * (told == 0 ? MAX_ENTRIES : told);
    }

    /** Puts the colour of a number. Numbers beside the palette have the colour of its nearest end. */
    void put(int value, byte[] out, int to) {
        int index = Math.max(0, Math.min(colours[0].length - 1, value - first));
        for (int c = 0; c < colours.length; c++) {
            out[to + c] = colours[c][index];
        }
    }
}
