package io.inferencestream.formats.tiff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Makes small TIFFs: one strip behind the header, then a directory of whole numbers. */
final class TiffFile {
    private static final int HEADER = 8;

    private final Map<Integer, long[]> fields = new TreeMap<>();
    private final byte[] strip;

    /** Gray, of one byte a sample, in one strip that is not compressed. */
    TiffFile(int width, int height, byte[] strip) {
        this.strip = strip.clone();
        with(TiffTag.WIDTH, width).with(TiffTag.HEIGHT, height).with(TiffTag.BITS_PER_SAMPLE, 8);
        with(TiffTag.COMPRESSION, 1).with(TiffTag.PHOTOMETRIC, 1).with(TiffTag.ROWS_PER_STRIP, height);
        with(TiffTag.STRIP_OFFSETS, HEADER).with(TiffTag.STRIP_BYTE_COUNTS, strip.length);
    }

    TiffFile with(TiffTag tag, long... values) {
        fields.put(tag.number(), values);
        return this;
    }

    TiffFile without(TiffTag tag) {
        fields.remove(tag.number());
        return this;
    }

    byte[] bytes(ByteOrder order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int directory = HEADER + strip.length + (strip.length & 1);
        out.writeBytes(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M', 0, 42} : new byte[] {'I', 'I', 42, 0});
        out.writeBytes(four(directory, order));
        out.writeBytes(strip);
        out.writeBytes(new byte[strip.length & 1]);
        ByteBuffer entries = ByteBuffer.allocate(2 + 12 * fields.size() + 4).order(order);
        entries.putShort((short) fields.size());
        ByteArrayOutputStream outside = new ByteArrayOutputStream();
        int behind = directory + entries.capacity();
        fields.forEach((tag, values) -> {
            entries.putShort(tag.shortValue()).putShort((short) 4).putInt(values.length);
            if (values.length == 1) {
                entries.putInt((int) values[0]);
            } else {
                entries.putInt(behind + outside.size());
                for (long value : values) {
                    outside.writeBytes(four((int) value, order));
                }
            }
        });
        out.writeBytes(entries.array());
        out.writeBytes(outside.toByteArray());
        return out.toByteArray();
    }

    byte[] bytes() {
        return bytes(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] four(int value, ByteOrder order) {
        return ByteBuffer.allocate(4).order(order).putInt(value).array();
    }
}
