package io.inferencestream.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.http.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final byte[] BODY = {1, 2, 3};

    @ParameterizedTest
    @ValueSource(strings = {"image/x-raw;width=3;height=1;channels=1", "application/dicom", "Application/DICOM; q=1"})
    void passesOnTheMediaTypesThatTheBytesDoNotTell(String type) {
        assertThatCode(() -> Upload.checkType(type)).doesNotThrowAnyException();
        assertThat(Upload.read(type, BODY).mediaType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"image/png", "application/octet-stream", "''"})
    void believesTheBytesOfEverythingElse(String type) {
        assertThatCode(() -> Upload.checkType(type)).doesNotThrowAnyException();
        assertThat(Upload.read(type, BODY).mediaType()).isNull();
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThatThrownBy(() -> Upload.checkType("text/plain")).isInstanceOf(ProblemException.class);
    }
}
