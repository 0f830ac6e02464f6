package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.HexFormat;

/**
 * The Huffman tables of ITU-T T.81, Annex K.3, which hold where a file brings none: frames of Motion JPEG leave them
 * out. Number 0 is for luma, 1 for chroma.
 */
final class JpegStandardCodes {
    private static final JpegHuffman DC_LUMA = table(false, "00010501010101010100000000000000000102030405060708090a0b");
    private static final JpegHuffman DC_CHROMA =
            table(false, "00030101010101010101010000000000000102030405060708090a0b");
    private static final JpegHuffman AC_LUMA = table(
            true,
            "0002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
                    + "2433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a6364656667"
                    + "68696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9ba"
                    + "c2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa");
    private static final JpegHuffman AC_CHROMA = table(
            true,
            "00020102040403040705040400010277000102031104052131061241510761711322328108144291a1b1c109233352f0"
                    + "156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a63646566"
                    + "6768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8"
                    + "b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa");

    /** How many numbers have a table. */
    static final int COUNT = 2;

    private JpegStandardCodes() {}

    static JpegHuffman dc(int number) {
        return number == 0 ? DC_LUMA : DC_CHROMA;
    }

    static JpegHuffman ac(int number) {
        return number == 0 ? AC_LUMA : AC_CHROMA;
    }

    private static JpegHuffman table(boolean ac, String countsAndValues) {
        byte[] bytes = HexFormat.of().parseHex(countsAndValues);
        try {
            return JpegHuffman.read(new Encoded(bytes, 0, bytes.length), 0, ac);
        } catch (UndecodableException e) {
            throw new AssertionError("a standard table is sound", e);
        }
    }
}
