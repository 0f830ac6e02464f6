package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.schemas.outcome.Task;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as clients write them, and what is wrong with others. */
class InferenceRequestTest {
    private static final int MAX_BYTES = 20 << 20;
    private static final ImageInput INPUT = new ImageInput(MAX_BYTES, Optional.of(new PixelShape(2, 2, 1)));
    private static final byte[] IMAGE = {(byte) 0xFB, (byte) 0xFF, 0, 1, 2, 3, 4};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1]|[%s]", "[1,1]|[[%s]]", "[1,1]|[%s]", "[2]|[%s,%s]", "[2,1]|[[%s],[%s]]", "[1,2]|[[%s,%s]]"})
    void readsImagesNestedOrFlat(String shape, String data) {
        InferenceRequest request = read(input("BYTES", shape, data.replace("%s", "\"" + base64() + "\"")));

        assertThat(request.images())
                .isNotEmpty()
                .allSatisfy(image -> assertThat(bytes(image)).isEqualTo(IMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "data:image/png;base64,%s", "DATA:image/png;charset=x;Base64,%s"})
    void readsBase64AsClientsWriteIt(String form) {
        byte[] large = new byte[100];
        large[3] = -1;
        for (Base64.Encoder encoder : new Base64.Encoder[] {
            Base64.getEncoder(),
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding(),
            Base64.getMimeEncoder()
        }) {
            String text = form.formatted(encoder.encodeToString(large)).replace("\r\n", "\\r\\n");

            InferenceRequest request = read(input("BYTES", "[1]", "[\"" + text + "\"]"));

            assertThat(bytes(request.images().get(0))).isEqualTo(large);
        }
    }

    @Test
    void readsAnImageAsLargeAsItMayBe() {
        byte[] largest = new byte[MAX_BYTES];
        String text = Base64.getEncoder().encodeToString(largest);

        assertThat(read(input("BYTES", "[1]", "[\"" + text + "\"]"))
                        .images()
                        .get(0)
                        .remaining())
                .isEqualTo(MAX_BYTES);
        String larger = Base64.getEncoder().encodeToString(new byte[MAX_BYTES + 1]);
        assertThat(status(input("BYTES", "[1]", "[\"" + larger + "\"]"))).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_095, 6_000, 6_001, 6_002, 100_000})
    void readsLongTextsThroughTheEscapesThatEncodersOfJsonMake(int size) {
        byte[] image = new byte[size];
        new java.util.Random(size).nextBytes(image);
        String text = Base64.getMimeEncoder().encodeToString(image);
        String escaped = text.replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("/", "\\/")
                .replace("=", "\\u003d")
                .replace("+", "\\u002B");

        InferenceRequest request = read(input("BYTES", "[2]", "[\"" + escaped + "\",\"" + escaped + "\"]"));

        assertThat(request.images())
                .hasSize(2)
                .allSatisfy(its -> assertThat(bytes(its)).isEqualTo(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\", "\\\"", "\\u00fc", "\\b", "!", "=A", "===", "€"})
    void findsWhatIsNoBase64InALongText(String wrong) {
        String text = "A".repeat(6_000) + wrong;

        assertThat(status(input("BYTES", "[1]", "[\"" + text + "\"]"))).isEqualTo(400);
    }

    @Test
    void readsBinaryTensors() {
        byte[] tensor = ByteBuffer.allocate(2 * (4 + IMAGE.length))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(IMAGE.length)
                .put(IMAGE)
                .putInt(IMAGE.length)
                .put(IMAGE)
                .array();
        String json = binary("BYTES", "[2]", tensor.length);

        InferenceRequest request =
                InferenceRequest.read(concatenated(json, tensor), Integer.toString(json.length()), INPUT);

        assertThat(request.images())
                .hasSize(2)
                .allSatisfy(image -> assertThat(bytes(image)).isEqualTo(IMAGE));
        assertThat(request.outputs().of(Task.CLASSIFICATION)).hasSize(3).allMatch(RequestedOutput::isBinary);
    }

    @Test
    void readsBase64InBinaryTensorsOfClientsThatHaveOnlyTexts() {
        byte[] text = base64().getBytes(StandardCharsets.US_ASCII);
        byte[] tensor = ByteBuffer.allocate(4 + text.length)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length)
                .put(text)
                .array();
        String json = binary("BYTES", "[1]", tensor.length);

        InferenceRequest request =
                InferenceRequest.read(concatenated(json, tensor), Integer.toString(json.length()), INPUT);

        assertThat(bytes(request.images().get(0))).isEqualTo(IMAGE);
    }

    @Test
    void readsABodyThatIsAnImageAndNothingElse() {
        InferenceRequest request = InferenceRequest.read(IMAGE, "0", INPUT);

        assertThat(bytes(request.images().get(0))).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2,2,1]|[[[[9],[8]],[[7],[6]]]]",
                "[1,2,2]|[[[9,8],[7,6]]]",
                "[2,2,1]|[9,8,7,6]",
                "[2,2]|[[9,8],[7,6]]",
                "[2,2,2]|[9,8,7,6,9,8,7,6]"
            })
    void readsPixelsOfTheModelsShape(String shape, String data) {
        InferenceRequest request = read(input("UINT8", shape, data));

        assertThat(request.images())
                .isNotEmpty()
                .allSatisfy(image -> assertThat(bytes(image))
                        .isEqualTo(bytes(Png.of(ByteBuffer.wrap(new byte[] {9, 8, 7, 6}), new PixelShape(2, 2, 1)))));
    }

    @Test
    void readsBinaryPixels() {
        String json = binary("UINT8", "[1,2,2,1]", 4);

        InferenceRequest request = InferenceRequest.read(
                concatenated(json, new byte[] {9, 8, 7, 6}), Integer.toString(json.length()), INPUT);

        assertThat(bytes(request.images().get(0)))
                .isEqualTo(bytes(Png.of(ByteBuffer.wrap(new byte[] {9, 8, 7, 6}), new PixelShape(2, 2, 1))));
    }

    @Test
    void takesIdAndTimeoutAndOutputs() {
        InferenceRequest request = read("{\"id\":\"mine\",\"parameters\":{\"timeout\":2500000},\"outputs\":["
                + "{\"name\":\"probabilities\",\"parameters\":{\"classification\":3,\"binary_data\":true}},"
                + "{\"name\":\"labels\"}],\"inputs\":[" + tensor("BYTES", "[1]", "[\"" + base64() + "\"]") + "]}");

        assertThat(request.id()).contains("mine");
        assertThat(request.timeout()).contains(Duration.ofMillis(2_500));
        assertThat(request.outputs().of(Task.CLASSIFICATION))
                .containsExactly(
                        new RequestedOutput(Output.PROBABILITIES, true, 3),
                        new RequestedOutput(Output.LABELS, false, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BYTES|[2]|[\"QQ==\"]|shape",
                "BYTES|[]|[\"QQ==\"]|shape",
                "BYTES|[-1]|[\"QQ==\"]|whole numbers",
                "BYTES|[2147483647,2147483647,2147483647,2147483647]|[\"QQ==\"]|shape",
                "BYTES|[0]|[]|1 to 64",
                "BYTES|[1]|[\"\"]|empty",
                "BYTES|[1]|[\"Q\"]|base64",
                "BYTES|[1]|[\"Q€==\"]|base64",
                "BYTES|[1]|[\"data:image/png,xyz\"]|data URL",
                "BYTES|[1]|[7]|base64",
                "BYTES|[1]|{}|base64",
                "FP32|[1,2,2,1]|[1,2,3,4]|UINT8",
                "UINT8|[1,2,3,1]|[1,2,3,4,5,6]|[n, 2, 2, 1]",
                "UINT8|[65,2,2,1]|[1]|1 to 64",
                "UINT8|[1,2,2,1]|[1,2,3]|elements",
                "UINT8|[1,2,2,1]|[1,2,3,4,5]|elements",
                "UINT8|[1,2,2,1]|[1,2,3,256]|0 to 255",
                "UINT8|[1,2,2,1]|[1,2,3,-1]|0 to 255",
                "UINT8|[1,2,2,1]|[1,2,3,0.5]|0 to 255",
                "UINT8|[1,2,2,1]|\"QQ==\"|numbers"
            })
    void saysWhatIsWrongWithAnInput(String datatype, String shape, String data, String named) {
        assertThatThrownBy(() -> read(input(datatype, shape, data)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"x", "-1", "100000", "99999999999", "3"})
    void saysWhatIsWrongWithTheLengthOfTheJson(String length) {
        byte[] body = input("BYTES", "[1]", "[\"QQ==\"]").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> InferenceRequest.read(body, length, INPUT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Inference-Header-Content-Length");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5, 3, 0, 1_000_000})
    void saysWhichBytesNoTensorTells(int told) {
        String json = binary("UINT8", "[1,2,2,1]", told);

        assertThatThrownBy(() ->
                        InferenceRequest.read(concatenated(json, new byte[4]), Integer.toString(json.length()), INPUT))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8, Integer.MAX_VALUE})
    void saysThatAnElementIsNotWhole(int size) {
        byte[] tensor = ByteBuffer.allocate(8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .array();
        String json = binary("BYTES", "[1]", tensor.length);

        assertThatThrownBy(
                        () -> InferenceRequest.read(concatenated(json, tensor), Integer.toString(json.length()), INPUT))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outputs\":[{\"name\":\"logits\"}],\"inputs\":[%s]}",
                "{\"outputs\":[{\"name\":\"labels\",\"parameters\":{\"classification\":2}}],\"inputs\":[%s]}",
                "{\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"classification\":0}}],\"inputs\":[%s]}",
                "{\"outputs\":[{\"name\":\"labels\",\"parameters\":{\"shared_memory_region\":\"a\"}}],\"inputs\":[%s]}",
                "{\"id\":7,\"inputs\":[%s]}",
                "{\"parameters\":{\"timeout\":\"soon\"},\"inputs\":[%s]}",
                "{\"inputs\":[%s,%s]}",
                "{\"inputs\":[]}",
                "{}",
                "[]",
                "",
                "{\"inputs\":[%s]"
            })
    void refusesRequestsThatCannotBeServed(String request) {
        assertThat(status(request.replace("%s", tensor("BYTES", "[1]", "[\"QQ==\"]"))))
                .isEqualTo(400);
    }

    private static int status(String json) {
        try {
            read(json);
            return 200;
        } catch (ProblemException e) {
            return e.status();
        }
    }

    private static InferenceRequest read(String json) {
        return read(json, null);
    }

    private static InferenceRequest read(String json, @Nullable String jsonLength) {
        return InferenceRequest.read(json.getBytes(StandardCharsets.UTF_8), jsonLength, INPUT);
    }

    private static String input(String datatype, String shape, String data) {
        return "{\"inputs\":[" + tensor(datatype, shape, data) + "]}";
    }

    private static String tensor(String datatype, String shape, String data) {
        return "{\"name\":\"image\",\"datatype\":\"" + datatype + "\",\"shape\":" + shape + ",\"data\":" + data + "}";
    }

    private static String binary(String datatype, String shape, int bytes) {
        return "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"image\",\"datatype\":\""
                + datatype + "\",\"shape\":" + shape + ",\"parameters\":{\"binary_data_size\":" + bytes + "}}]}";
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(IMAGE);
    }

    private static byte[] concatenated(String json, byte[] tail) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(tail);
        return body.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
