package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements lie that say how a data set's pixels are to be read, and the pixels. Everything else, names and
 * dates among it, is stepped over unread.
 */
final class DataSet {
    static final int PIXELS = 0x7fe00010;

    private static final int IMAGE_GROUP = 0x0028;
    private static final int PIXEL_GROUP = 0x7fe0;
    private static final int MAX_NUMBER = 32;

    /** Of all frames, and of each. */
    private static final Set<Integer> FUNCTIONAL_GROUPS = Set.of(0x52009229, 0x52009230);

    /** Sequences of those: how values are rescaled, and the window. */
    private static final Set<Integer> GRAY_GROUPS = Set.of(0x00289145, 0x00289132);

    /** Window center, width and function, intercept and slope. */
    private static final Set<Integer> IN_GROUPS = Set.of(0x00281050, 0x00281051, 0x00281056, 0x00281052, 0x00281053);

    private record Element(int value, int length, String type) {}

    private final Encoded bytes;
    private final FileMeta meta;
    private final ElementReader reader;
    private final Map<Integer, Element> elements = new HashMap<>();

    private DataSet(Encoded bytes, FileMeta meta, ElementReader reader) {
        this.bytes = bytes;
        this.meta = meta;
        this.reader = reader;
    }

    static DataSet read(Encoded bytes) throws UndecodableException {
        FileMeta meta = FileMeta.read(bytes);
        boolean explicit = ElementReader.isType(bytes, meta.end() + 4);
        boolean littleEndian = meta.syntax() != TransferSyntax.BIG_ENDIAN;
        DataSet dataSet = new DataSet(bytes, meta, new ElementReader(bytes, meta.end(), littleEndian, explicit));
        dataSet.walk();
        return dataSet;
    }

    private void walk() throws UndecodableException {
        while (!reader.isAtEnd()) {
            reader.next();
            int group = reader.tag() >>> 16;
            if (group == IMAGE_GROUP || group == PIXEL_GROUP) {
                elements.putIfAbsent(reader.tag(), new Element(reader.position(), reader.length(), reader.type()));
            }
            if (reader.tag() == PIXELS || Integer.compareUnsigned(group, PIXEL_GROUP) > 0) {
                return;
            }
            int value = reader.position();
            boolean isOfFrames = FUNCTIONAL_GROUPS.contains(reader.tag());
            reader.skip();
            if (isOfFrames) {
                lookInto(value, reader.position());
            }
        }
    }

    /** Takes what the functional groups of multi-frame objects tell of gray; what stands first is of the first frame. */
    private void lookInto(int from, int end) throws UndecodableException {
        ElementReader inside = reader.from(from);
        while (inside.position() < end) {
            inside.next();
            if (IN_GROUPS.contains(inside.tag())) {
                elements.putIfAbsent(inside.tag(), new Element(inside.position(), inside.length(), inside.type()));
            }
            if (inside.tag() >>> 16 != ElementReader.ITEM >>> 16 && !GRAY_GROUPS.contains(inside.tag())) {
                inside.skip();
            }
        }
    }

    Encoded bytes() {
        return bytes;
    }

    TransferSyntax syntax() {
        return meta.syntax();
    }

    /** Its name and identifier. */
    String syntaxName() {
        return TransferSyntax.name(meta.uid());
    }

    boolean isLittleEndian() {
        return meta.syntax() != TransferSyntax.BIG_ENDIAN;
    }

    /** Whether the element is there and has a value. */
    boolean has(int tag) {
        Element element = elements.get(tag);
        return element != null && element.length() != 0;
    }

    /** Offset of the value of an element that is there. */
    int value(int tag) throws UndecodableException {
        return element(tag).value();
    }

    /** Bytes of the value of an element that is there, or {@link ElementReader#UNDEFINED}. */
    int length(int tag) throws UndecodableException {
        return element(tag).length();
    }

    /** Whether the value is one of words of two bytes. */
    boolean isOfWords(int tag) throws UndecodableException {
        return element(tag).type().equals("OW");
    }

    private Element element(int tag) throws UndecodableException {
        Element element = elements.get(tag);
        if (element == null || element.length() == 0) {
            throw UndecodableException.corrupt(
                    String.format("DICOM image without element (%04x,%04x)", tag >>> 16, tag & 0xffff));
        }
        return element;
    }

    /** A number of two bytes. */
    int u16(int tag) throws UndecodableException {
        return u16(tag, 0);
    }

    /** The {@code index}th number of two bytes of a value. */
    int u16(int tag, int index) throws UndecodableException {
        if (length(tag) < 2 * index + 2) {
            throw malformed(tag);
        }
        return reader.u16(value(tag) + 2 * index);
    }

    int u16OrElse(int tag, int absent) throws UndecodableException {
        return has(tag) ? u16(tag) : absent;
    }

    /** The value as text, without padding; empty where there is none. */
    String text(int tag) throws UndecodableException {
        if (!has(tag)) {
            return "";
        }
        bytes.require(value(tag), length(tag));
        return FileMeta.withoutPadding(bytes.latin1(value(tag), Math.min(length(tag), MAX_NUMBER)));
    }

    /** The first of the numbers that a value holds as text; null where there is none. */
    @Nullable
    Double number(int tag) throws UndecodableException {
        String text = text(tag).split("\\\\", -1)[0].strip();
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[+-]?([0-9]{1,16}\\.?[0-9]{0,16}|\\.[0-9]{1,16})([eE][+-]?[0-9]{1,3})?")) {
            throw malformed(tag);
        }
        return Double.valueOf(text);
    }

    private static UndecodableException malformed(int tag) {
        return UndecodableException.corrupt(
                String.format("DICOM element (%04x,%04x) is not what it must be", tag >>> 16, tag & 0xffff));
    }
}
