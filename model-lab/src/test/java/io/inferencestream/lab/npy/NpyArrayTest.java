package io.inferencestream.lab.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyArrayTest {
    /** What NumPy 1.26 writes for {@code np.array([[1, 2, 3], [4, 5, 6]], dtype=np.int16)}. */
    private static final String FROM_NUMPY =
            "934e554d5059010076007b276465736372273a20273c6932272c2027666f727472616e5f6f72"
                    + "646572273a2046616c73652c20277368617065273a2028322c2033292c207d"
                    + "20".repeat(58)
                    + "0a010002000300040005000600";

    @Test
    void readsWhatNumpyWrote() throws NpyException {
        NpyArray array = NpyArray.parse(HexFormat.of().parseHex(FROM_NUMPY));

        assertThat(array.type()).isEqualTo(NpyType.INT16);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersionOfTheHeader(int version) throws NpyException {
        byte[] file = file(version, "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", new byte[] {1, 2, -1});

        assertThat(NpyArray.parse(file).floats()).containsExactly(1, 2, 255);
        assertThat(NpyArray.parse(file).rawBytes()).containsExactly(1, 2, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "|b1, 01, 1",
        "|i1, ff, -1",
        "<u2, ffff, 65535",
        ">u2, 0102, 258",
        "<i4, feffffff, -2",
        "<u4, ffffffff, 4294967295",
        "<i8, 0500000000000000, 5",
        "<f4, 0000c03f, 1.5",
        ">f8, 3ff8000000000000, 1.5"
    })
    void readsEveryTypeInBothOrders(String type, String hex, double wanted) throws NpyException {
        byte[] file = file(
                1,
                "{'descr': '" + type + "', 'fortran_order': False, 'shape': (), }",
                HexFormat.of().parseHex(hex));

        assertThat(NpyArray.parse(file).get(0)).isEqualTo(wanted);
        assertThat(NpyArray.parse(file).shape()).isEmpty();
    }

    @Test
    void turnsFortranOrderRound() throws NpyException {
        byte[] columns = {1, 4, 2, 5, 3, 6};

        NpyArray array = NpyArray.parse(file(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", columns));

        assertThat(array.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsBackWhatItWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("arrays.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a/b", NpyArray.of(new float[] {1.5f, -2}, List.of(2, 1)));
        arrays.put("none", NpyArray.of(new double[0], List.of(0, 9)));

        NpzFile.write(arrays, file);

        Map<String, NpyArray> read = NpzFile.read(file, Set.of());
        assertThat(read.keySet()).containsExactly("a/b", "none");
        assertThat(read.get("a/b").floats()).containsExactly(1.5f, -2);
        assertThat(read.get("a/b").shape()).containsExactly(2, 1);
        assertThat(read.get("none").size()).isZero();
        assertThat(NpzFile.read(file, Set.of("none")).keySet()).containsExactly("none");
        assertThat(arrays.get("a/b").bytes().length % 64)
                .as("the header fills lines of 64 bytes")
                .isEqualTo(8);
    }

    @Test
    void refusesWhatItCannotTrust(@TempDir Path folder) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }";
        byte[] whole = file(1, header, new byte[4]);

        assertRefused(new byte[] {1, 2, 3}, "is no .npy");
        assertRefused(file(4, header, new byte[4]), "version 4");
        assertRefused(Arrays.copyOf(whole, 30), "ends within its header");
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "holds 3 bytes of numbers where its shape, [4], needs 4");
        assertRefused(file(1, "{'descr': '|O', 'fortran_order': False, 'shape': (4,), }", new byte[4]), "type 'O'");
        assertRefused(file(1, "{'descr': '|u1', 'shape': (4,), }", new byte[4]), "without descr, fortran_order");
        assertRefused(
                file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (99999, 99999), }", new byte[4]),
                "more than 2^31");
        assertRefused(
                file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }", new byte[4]),
                "a shape that is none");
        Path text = Files.writeString(folder.resolve("text.npz"), "no zip");
        assertThatThrownBy(() -> NpzFile.read(text, Set.of())).hasMessage("holds no arrays");
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> NpyArray.parse(file))
                .isInstanceOf(NpyException.class)
                .hasMessageContaining(message);
    }

    private static byte[] file(int version, String header, byte[] numbers) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(header.length())
                .array();
        IntStream.range(0, lengthBytes).forEach(i -> file.write(length[i]));
        file.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(numbers);
        return file.toByteArray();
    }
}
