package io.inferencestream.lab.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes before the numbers, as NumPy's format note (NEP 1) and {@code numpy.lib.format} describe it.
 *
 * @param type of the numbers
 * @param order of a number's bytes
 * @param isFortran whether the first dimension runs fastest
 * @param shape dimensions; empty for one number
 * @param bytes of the header, where the numbers begin
 */
record NpyHeader(NpyType type, ByteOrder order, boolean isFortran, List<Integer> shape, int bytes) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final Pattern DICTIONARY = Pattern.compile("\\s*\\{(.*)}\\s*", Pattern.DOTALL);
    private static final Pattern DESCRIPTION = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=])(\\w+)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Reads the header at the start of a file. */
    static NpyHeader read(byte[] file) throws NpyException {
        for (int i = 0; i < MAGIC.length; i++) {
            if (file.length < 10 || file[i] != MAGIC[i]) {
                throw new NpyException("is no .npy: it does not begin with \\x93NUMPY");
            }
        }
        int version = file[6];
        if (version < 1 || version > 3) {
            throw new NpyException("is .npy of version " + version + "; 1 to 3 are known");
        }
        ByteBuffer lengths = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int start = version == 1 ? 10 : 12;
        long length = version == 1
                ? Short.toUnsignedInt(lengths.getShort(8))
                : file.length < 12 ? Long.MAX_VALUE : Integer.toUnsignedLong(lengths.getInt(8));
        if (length > file.length - start) {
            throw new NpyException("ends within its header");
        }
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return parse(new String(file, start, (int) length, charset), start + (int) length);
    }

    private static NpyHeader parse(String text, int bytes) throws NpyException {
        String dictionary = found(DICTIONARY, text, text).group(1);
        Matcher description = found(DESCRIPTION, dictionary, text);
        String code = description.group(2);
        NpyType type = NpyType.of(code);
        if (type == null) {
            throw new NpyException("holds numbers of type '" + code + "'; known are " + NpyType.codes());
        }
        boolean isFortran = found(FORTRAN, dictionary, text).group(1).equals("True");
        return new NpyHeader(
                type,
                description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                isFortran,
                shape(found(SHAPE, dictionary, text).group(1), text),
                bytes);
    }

    private static Matcher found(Pattern pattern, String text, String header) throws NpyException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new NpyException("has a header without descr, fortran_order and shape: " + header.strip());
        }
        return matcher;
    }

    private static List<Integer> shape(String text, String header) throws NpyException {
        List<Integer> shape = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                try {
                    shape.add(Integer.parseUnsignedInt(part.strip().replaceFirst("L$", "")));
                } catch (NumberFormatException e) {
                    throw new NpyException("has a shape that is none: " + header.strip());
                }
            }
        }
        return shape;
    }

    /** The bytes of a version 1 header for numbers in this machine-independent layout: little-endian, C order. */
    static byte[] write(NpyType type, List<Integer> shape) {
        StringBuilder text = new StringBuilder("{'descr': '")
                .append(type.bytes() == 1 ? '|' : '<')
                .append(type.code())
                .append("', 'fortran_order': False, 'shape': (");
        shape.forEach(dimension -> text.append(dimension).append(", "));
        text.append("), }");
        int unpadded = 10 + text.length() + 1;
        text.append(" ".repeat((64 - unpadded % 64) % 64)).append('\n');
        ByteBuffer header = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        header.put(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return header.array();
    }
}
