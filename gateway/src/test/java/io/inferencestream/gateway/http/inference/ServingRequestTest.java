package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as clients of TensorFlow Serving and of KServe's version 1 write them. */
class ServingRequestTest {
    private static final ImageInput INPUT = new ImageInput(1_000, Optional.of(new PixelShape(1, 2, 1)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[{\"b64\":\"QUI=\"}]}",
                "{\"signature_name\":\"serving_default\",\"instances\":[{\"image\":{\"b64\":\"QUI=\"}}]}",
                "{\"instances\":[\"QUI=\"]}",
                "{\"inputs\":[{\"b64\":\"QUI=\"}]}",
                "{\"inputs\":{\"image\":[{\"b64\":\"QUI=\"}]}}"
            })
    void readsEncodedImages(String json) {
        ServingRequest request = read(json);

        assertThat(request.images()).containsExactly(ByteBuffer.wrap(new byte[] {'A', 'B'}));
        assertThat(request.isColumnar()).isEqualTo(json.contains("inputs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[[[[7],[8]]]]}",
                "{\"instances\":[[[7,8]]]}",
                "{\"instances\":[{\"image\":[[7,8]]}]}",
                "{\"inputs\":{\"image\":[[[7,8]]]}}"
            })
    void readsPixels(String json) {
        assertThat(read(json).images())
                .containsExactly(Png.of(ByteBuffer.wrap(new byte[] {7, 8}), new PixelShape(1, 2, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"instances\":[]}",
                "{\"instances\":{}}",
                "{\"instances\":[7]}",
                "{\"instances\":[{}]}",
                "{\"instances\":[{\"b64\":7}]}",
                "{\"instances\":[[1,2,3]]}",
                "{\"instances\":[[1]]}",
                "{\"instances\":[\"QUI=\"],\"inputs\":[\"QUI=\"]}",
                "{\"signature_name\":\"other\",\"instances\":[\"QUI=\"]}"
            })
    void refusesWhatCannotBeServed(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static ServingRequest read(String json) {
        return ServingRequest.read(json.getBytes(StandardCharsets.UTF_8), INPUT);
    }
}
