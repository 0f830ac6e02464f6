package io.inferencestream.decode.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Makes DICOM files for tests, with names and dates of a person who does not exist. */
final class DicomFiles {
    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    static final String RLE = "1.2.840.10008.1.2.5";
    static final String JPEG = "1.2.840.10008.1.2.4.50";

    static final int PHOTOMETRIC = 0x00280004;
    static final int PLANAR = 0x00280006;
    static final int FRAMES = 0x00280008;
    static final int ROWS = 0x00280010;
    static final int COLUMNS = 0x00280011;
    static final int STORED_BITS = 0x00280101;
    static final int HIGH_BIT = 0x00280102;
    static final int SIGNED = 0x00280103;
    static final int PADDING = 0x00280120;
    static final int CENTER = 0x00281050;
    static final int WIDTH = 0x00281051;
    static final int INTERCEPT = 0x00281052;
    static final int SLOPE = 0x00281053;
    static final int FUNCTION = 0x00281056;
    static final int PIXELS = 0x7fe00010;

    private static final String LONG_TYPES = "OB OW SQ UN UT";

    private record Element(String type, Object value, boolean undefined) {}

    private final String syntax;
    private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

    private DicomFiles(String syntax) {
        this.syntax = syntax;
        text(0x00080020, "DA", "19700101");
        text(0x00100010, "PN", "Doe^Jane");
        text(0x00100020, "LO", "MRN-QZX");
        number(0x00280002, 1);
    }

    /** A gray image of that many bits a sample, all of them stored. */
    static DicomFiles gray(String syntax, int width, int height, int bits) {
        return new DicomFiles(syntax).shape(width, height, 1, bits).text(PHOTOMETRIC, "CS", "MONOCHROME2");
    }

    static DicomFiles colour(String syntax, int width, int height, String photometric) {
        return new DicomFiles(syntax)
                .shape(width, height, 3, 8)
                .text(PHOTOMETRIC, "CS", photometric)
                .number(PLANAR, 0);
    }

    private DicomFiles shape(int width, int height, int samples, int bits) {
        return number(0x00280002, samples)
                .number(ROWS, height)
                .number(COLUMNS, width)
                .number(0x00280100, bits)
                .number(STORED_BITS, bits)
                .number(HIGH_BIT, bits - 1)
                .number(SIGNED, 0);
    }

    DicomFiles number(int tag, int... values) {
        elements.put(tag, new Element("US", values, false));
        return this;
    }

    DicomFiles text(int tag, String type, String value) {
        String padded = value.length() % 2 == 0 ? value : value + " ";
        elements.put(tag, new Element(type, padded.getBytes(StandardCharsets.ISO_8859_1), false));
        return this;
    }

    DicomFiles bytes(int tag, String type, byte[] value) {
        elements.put(tag, new Element(type, value, false));
        return this;
    }

    /** Of a length that is not told: the value brings its own end. */
    DicomFiles undefined(int tag, String type, byte[] value) {
        elements.put(tag, new Element(type, value, true));
        return this;
    }

    /** Words of two bytes, in the order of bytes of the file. */
    DicomFiles words(int... words) {
        elements.put(PIXELS, new Element("OW", words, false));
        return this;
    }

    DicomFiles pixels(int... bytes) {
        byte[] pixels = new byte[bytes.length + bytes.length % 2];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = (byte) bytes[i];
        }
        return bytes(PIXELS, "OB", pixels);
    }

    /** Compressed pixels: a table of offsets, then the pieces. */
    DicomFiles pieces(int[] offsets, byte[]... pieces) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : offsets) {
            table.putInt(offset);
        }
        value.writeBytes(item(table.array()));
        for (byte[] piece : pieces) {
            value.writeBytes(item(piece));
        }
        value.writeBytes(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xdd, (byte) 0xe0, 0, 0, 0, 0});
        return undefined(PIXELS, "OB", value.toByteArray());
    }

    static byte[] item(byte[] value) {
        int padded = value.length + value.length % 2;
        return ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xfffe)
                .putShort((short) 0xe000)
                .putInt(padded)
                .put(value)
                .array();
    }

    /** A sequence of items, each of which holds one value. */
    DicomFiles groups(int tag, boolean undefined, byte[]... items) {
        byte[] value = items(undefined, items);
        return undefined ? undefined(tag, "SQ", value) : bytes(tag, "SQ", value);
    }

    /** The bytes of a sequence of one item of those elements. */
    static byte[] sequence(String syntax, boolean undefined, int tag, byte[]... elements) {
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            item.writeBytes(element);
        }
        Element sequence = new Element("SQ", items(undefined, item.toByteArray()), undefined);
        return encoded(tag, sequence, !syntax.equals(IMPLICIT), ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] element(String syntax, int tag, String type, String value) {
        Element element = new Element(type, value.getBytes(StandardCharsets.ISO_8859_1), false);
        return encoded(tag, element, !syntax.equals(IMPLICIT), ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] items(boolean undefined, byte[]... items) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] each : items) {
            byte[] item = item(each);
            if (undefined) {
                Arrays.fill(item, 4, 8, (byte) 0xff);
            }
            value.writeBytes(item);
            if (undefined) {
                value.writeBytes(new byte[] {(byte) 0xfe, (byte) 0xff, 0x0d, (byte) 0xe0, 0, 0, 0, 0});
            }
        }
        if (undefined) {
            value.writeBytes(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xdd, (byte) 0xe0, 0, 0, 0, 0});
        }
        return value.toByteArray();
    }

    /** With preamble and the elements that tell the transfer syntax. */
    byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(meta());
        file.writeBytes(dataSet());
        return file.toByteArray();
    }

    byte[] meta() {
        String padded = syntax.length() % 2 == 0 ? syntax : syntax + "\0";
        Element uid = new Element("UI", padded.getBytes(StandardCharsets.ISO_8859_1), false);
        return encoded(0x00020010, uid, true, ByteOrder.LITTLE_ENDIAN);
    }

    byte[] dataSet() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteOrder order = syntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        elements.forEach((tag, element) -> data.writeBytes(encoded(tag, element, !syntax.equals(IMPLICIT), order)));
        return data.toByteArray();
    }

    private static byte[] encoded(int tag, Element element, boolean explicit, ByteOrder order) {
        byte[] value = element.value() instanceof int[] words ? words(words, order) : (byte[]) element.value();
        ByteBuffer out = ByteBuffer.allocate(12 + value.length).order(order);
        out.putShort((short) (tag >>> 16)).putShort((short) tag);
        int length = element.undefined() ? -1 : value.length;
        if (!explicit) {
            out.putInt(length);
        } else {
            out.put(element.type().getBytes(StandardCharsets.ISO_8859_1));
            if (LONG_TYPES.contains(element.type())) {
                out.putShort((short) 0).putInt(length);
            } else {
                out.putShort((short) length);
            }
        }
        out.put(value);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static byte[] words(int[] words, ByteOrder order) {
        ByteBuffer out = ByteBuffer.allocate(2 * words.length).order(order);
        for (int word : words) {
            out.putShort((short) word);
        }
        return out.array();
    }
}
