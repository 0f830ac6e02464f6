package io.inferencestream.core.repository;

import static io.inferencestream.decode.resize.ResizeFilter.BICUBIC;
import static io.inferencestream.decode.resize.ResizeFilter.BILINEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.PadAt;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.decode.resize.SideRounding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CardResizingTest {
    @TempDir
    Path root;

    private Path version;

    @BeforeEach
    void makeVersion() throws Exception {
        version = Files.createDirectories(root.resolve("pets/1"));
        Files.writeString(version.resolve("saved_model.pb"), "graph");
    }

    private Resizing read(String resize) throws Exception {
        String card = "labels: [cat]\ninput: {width: 8, height: 8, channels: 3}\n" + resize;
        Files.writeString(version.resolve("model.yaml"), card);
        return new ModelRepository(root).find("pets").card().resize();
    }

    @Test
    void meansWhatItMeantWhereItIsOneWord() throws Exception {
        assertThat(read("")).isEqualTo(Resizing.STRETCH);
        assertThat(read("resize: center-crop")).isEqualTo(Resizing.CENTER_CROP);
        assertThat(read("resize: letterbox")).isEqualTo(Resizing.LETTERBOX);
        assertThat(Resizing.LETTERBOX.rounding()).isEqualTo(SideRounding.HALF_UP);
    }

    @Test
    void readsWhatTheLibrariesDo() throws Exception {
        assertThat(read("resize: {mode: center-crop, size: 256, antialias: true}"))
                .isEqualTo(Resizing.CENTER_CROP.withSize(256).withFilter(BILINEAR, true));
        assertThat(read("resize: {mode: center-crop, crop: 0.875, filter: bicubic, antialias: true}"))
                .isEqualTo(Resizing.CENTER_CROP.withCrop(0.875).withFilter(BICUBIC, true));
        assertThat(read("resize: {mode: letterbox, padColor: 114}"))
                .isEqualTo(Resizing.LETTERBOX.withPadding(0x727272, PadAt.CENTER, SideRounding.HALF_EVEN));
        assertThat(read("resize: {mode: letterbox, padColor: [255, 0, 1], padAt: top-left, rounding: down}"))
                .isEqualTo(Resizing.LETTERBOX.withPadding(0xff0001, PadAt.TOP_LEFT, SideRounding.DOWN));
        assertThat(read("resize: {filter: area}")).isEqualTo(Resizing.STRETCH.withFilter(ResizeFilter.AREA, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            size: 256, crop: 0.9 | resize.crop: 0.9 (line 3): is given beside size. Leave one of them out.
            mode: letterbox, size: 9 | resize.size: 9 (line 3): does not go with a letterbox.
            crop: 1.5 | resize.crop: 1.5 (line 3): is out of range. Write a number above 0, at most 1
            filter: area, antialias: true | resize.antialias: true (line 3): does not go with filter: area.
            padAt: top-left | resize.padAt: top-left (line 3): is for letterboxes alone.
            padColor: [1, 2] | resize.padColor: 1,2 (line 3): has 2 numbers. Write one number, or a list of three.
            padColour: 114 | resize.padColour: 114 (line 3): is not a key. Did you mean resize.padColor?
            """)
    void saysWhatIsWrong(String keys, String problem) {
        assertThatThrownBy(() -> read("resize: {" + keys + "}"))
                .isInstanceOf(ModelRepositoryException.class)
                .hasMessageContaining(problem);
    }

    static Stream<Resizing> resizings() {
        return Stream.of(
                Resizing.LETTERBOX,
                Resizing.STRETCH.withSize(256).withFilter(BICUBIC, true),
                Resizing.CENTER_CROP.withCrop(0.95).withFilter(ResizeFilter.LANCZOS, true),
                Resizing.LETTERBOX.withPadding(0x010203, PadAt.TOP_LEFT, SideRounding.HALF_EVEN),
                Resizing.LETTERBOX.withPadding(0, PadAt.CENTER, SideRounding.DOWN));
    }

    @ParameterizedTest
    @MethodSource("resizings")
    void isWrittenSoThatItComesBackTheSame(Resizing resizing) throws Exception {
        ModelId id = new ModelId("pets", "1");
        ModelCardWriter.write(new ModelCard(id, new ImageShape(8, 8, 3), resizing, List.of("cat"), 1, ""), version);

        assertThat(new ModelRepository(root).find("pets").card().resize()).isEqualTo(resizing);
    }
}
