package io.inferencestream.core.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForeignCardTest {
    private static final int FLOAT = 1;
    private static final long[] PLANES = {-1, 3, 224, 224};
    private static final String VIT = """
            {"image_processor_type": "ViTImageProcessor", "do_normalize": true, "do_rescale": true, "do_resize": true,
             "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "resample": 2,
             "rescale_factor": 0.00392156862745098, "size": {"height": 224, "width": 224}}""";
    private static final String CLASSES = """
            {"architectures": ["ViTForImageClassification"], "id2label": {"0": "cat", "1": "dog", "2": "bird"}}""";

    @TempDir
    Path root;

    private Path version;
    private Path payload;

    @BeforeEach
    void putModel() throws IOException {
        version = Files.createDirectories(root.resolve("pets/1"));
        payload = version.resolve("model.onnx");
        ForeignModels.onnx(payload, FLOAT, PLANES, Map.of());
    }

    private void put(String name, String content) throws IOException {
        Files.writeString(version.resolve(name), content);
    }

    private CardDraft draft() throws IOException {
        return ForeignCard.draft(version, version.getParent(), payload);
    }

    /** Without its comments. */
    private List<String> lines() throws IOException {
        return draft().yaml()
                .lines()
                .map(line -> line.replaceFirst(" *#( .*|$)", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<String> openKeys() throws IOException {
        return draft().open().stream().map(CardDraft.Open::key).toList();
    }

    @Test
    void readsHuggingFacesFiles() throws Exception {
        put("preprocessor_config.json", VIT);
        put("config.json", CLASSES);

        assertThat(draft().open()).isEmpty();
        assertThat(lines())
                .containsExactly(
                        "labelsFile: config.json",
                        "input:",
                        "  width: 224",
                        "  height: 224",
                        "  channels: 3",
                        "  type: float32",
                        "  layout: NCHW",
                        "  range: [0, 1]",
                        "  mean: [0.5, 0.5, 0.5]",
                        "  std: [0.5, 0.5, 0.5]",
                        "resize: {mode: stretch, filter: bilinear, antialias: true}",
                        "output: logits");
        assertThat(draft().yaml())
                .contains("# Made from config.json, preprocessor_config.json, model.onnx.")
                .contains("mean: [0.5, 0.5, 0.5] # preprocessor_config.json: image_mean")
                .contains("layout: NCHW # model.onnx: input 'pixels' (float32 [N, 3, 224, 224])");
    }

    /** What a processor says of resizing, and what the card then says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "size": {"shortest_edge": 256}, "do_center_crop": true, "crop_size": {"height": 224, "width": 224}, "resample": 3 | {mode: center-crop, size: 256, filter: bicubic, antialias: true}
            "size": {"height": 256, "width": 256}, "do_center_crop": true, "crop_size": 224, "resample": 3                  | {mode: stretch, size: 256, filter: bicubic, antialias: true}
            "size": 224, "feature_extractor_type": "ViTFeatureExtractor", "resample": 2                                    | {mode: stretch, filter: bilinear, antialias: true}
            "size": 224, "feature_extractor_type": "CLIPFeatureExtractor", "do_center_crop": true, "crop_size": 224, "resample": 3 | {mode: center-crop, size: 224, filter: bicubic, antialias: true}
            "size": {"shortest_edge": 224}, "feature_extractor_type": "ConvNextFeatureExtractor", "crop_pct": 0.875, "resample": 3 | {mode: center-crop, size: 256, filter: bicubic, antialias: true}
            "size": {"shortest_edge": 384}, "image_processor_type": "ConvNextImageProcessor", "resample": 3                | {mode: stretch, filter: bicubic, antialias: true}
            "size": {"height": 224, "width": 224}, "resample": 0                                                           | {mode: stretch, filter: nearest}
            "size": {"height": 224, "width": 224}, "resample": 1                                                           | {mode: stretch, filter: lanczos, antialias: true}
            "size": {"height": 224, "width": 224}                                                                          | TODO
            "size": {"height": 224, "width": 224}, "resample": 5                                                           | TODO
            "size": 224, "image_processor_type": "SomeImageProcessor", "resample": 2                                       | TODO
            "size": {"shortest_edge": 224}, "resample": 2                                                                  | TODO
            "do_resize": false                                                                                             | TODO
            "size": {"height": 224, "width": 224}, "do_pad": true, "resample": 2                                           | TODO
            """)
    void readsHowHuggingFaceResizes(String said, String resize) throws Exception {
        put("preprocessor_config.json", "{" + said + "}");
        put("config.json", CLASSES);

        assertThat(lines()).contains("resize: " + resize);
        assertThat(openKeys()).isEqualTo(resize.equals("TODO") ? List.of("resize") : List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": false, "image_mean": [0.5] | range: [0, 1]
            "do_rescale": false, "do_normalize": true, "image_mean": [123.7, 116.3, 103.5], "image_std": [58.4, 57.1, 57.4] | range: [0, 255]
            "rescale_factor": 0.00784313725490196, "rescale_offset": true, "do_normalize": false                  | range: [-1, 1]
            "do_flip_channel_order": true, "do_normalize": false                                                  | channelOrder: BGR
            "do_flip_channel_order": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]            | channelOrder: TODO
            "do_normalize": true                                                                                  | mean: TODO
            "image_processor_type": "EfficientNetImageProcessor", "include_top": true, "image_mean": [0, 0, 0], "image_std": [0.5, 0.5, 0.5] | std: [0.25, 0.25, 0.25]
            """)
    void readsHowHuggingFaceNormalises(String said, String line) throws Exception {
        put("preprocessor_config.json", "{\"size\": {\"height\": 224, \"width\": 224}, \"resample\": 2, " + said + "}");
        put("config.json", CLASSES);

        assertThat(lines()).contains("  " + line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "problem_type": "single_label_classification" | logits
            "problem_type": "multi_label_classification"  | independent-logits
            "problem_type": null                          | logits
            "problem_type": "regression"                  | TODO
            "architectures": ["DetrForObjectDetection"]   | TODO
            "architectures": []                           | TODO
            """)
    void readsWhatHuggingFaceAnswers(String said, String output) throws Exception {
        put("preprocessor_config.json", VIT);
        String other =
                said.contains("architectures") ? CLASSES.replaceFirst("\"architectures\": \\[[^]]*\\], ", "") : CLASSES;
        put("config.json", other.replaceFirst("\\{", "{" + said + ", "));

        assertThat(lines()).contains("output: " + output);
    }

    @Test
    void asksForWhatIsMissing() throws Exception {
        put("preprocessor_config.json", VIT);

        assertThat(openKeys()).containsExactly("output", "labels");
        assertThat(draft().open().get(1))
                .hasToString("labels: config.json: has no id2label. List the classes' names by class index.");
        assertThat(lines()).contains("labels: TODO", "output: TODO");
    }

    @Test
    void readsTimmsFile() throws Exception {
        put("config.json", """
                {"architecture": "resnet50", "num_classes": 3, "label_names": ["cat", "dog", "bird"], "pretrained_cfg":
                 {"input_size": [3, 224, 224], "test_input_size": [3, 288, 288], "test_crop_pct": 1.0, "crop_pct": 0.95,
                  "crop_mode": "center", "interpolation": "bicubic", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}""");

        assertThat(draft().open()).isEmpty();
        assertThat(lines())
                .contains(
                        "labelsFile: config.json",
                        "  width: 224",
                        "  range: [0, 1]",
                        "  mean: [0.485, 0.456, 0.406]",
                        "  std: [0.229, 0.224, 0.225]",
                        "resize: {mode: center-crop, crop: 0.95, filter: bicubic, antialias: true}",
                        "output: logits");

        ForeignModels.onnx(payload, FLOAT, new long[] {-1, 3, 288, 288}, Map.of());
        assertThat(lines())
                .as("exported as it is tested")
                .contains("  width: 288", "resize: {mode: center-crop, crop: 1.0, filter: bicubic, antialias: true}");
    }

    @Test
    void asksForWhatTimmDoesNotSay() throws Exception {
        put("config.json", """
                {"num_classes": 1000, "pretrained_cfg": {"input_size": [3, 224, 224], "crop_pct": 0.9, "crop_mode": "border",
                 "interpolation": "random"}}""");

        assertThat(openKeys()).containsExactly("labels", "resize", "input.mean", "input.std");
    }

    @Test
    void readsTheMetadataOfUltralytics() throws Exception {
        ForeignModels.onnx(
                payload,
                FLOAT,
                new long[] {1, 3, -1, -1},
                Map.of(
                        "task",
                        "classify",
                        "names",
                        "{0: 'cat', 1: \"dog's\", 2: '007'}",
                        "imgsz",
                        "[224, 160]",
                        "stride",
                        "1"));

        assertThat(draft().open()).isEmpty();
        assertThat(lines())
                .containsExactly(
                        "labels:",
                        "  - cat",
                        "  - dog's",
                        "  - '007'",
                        "input:",
                        "  width: 160",
                        "  height: 224",
                        "  channels: 3",
                        "  type: float32",
                        "  layout: NCHW",
                        "  range: [0, 1]",
                        "resize: {mode: center-crop, filter: bilinear, antialias: true}",
                        "output: probabilities");
    }

    @Test
    void asksForAnotherExportWhereUltralyticsTaskIsNotRead() throws Exception {
        ForeignModels.onnx(payload, FLOAT, PLANES, Map.of("task", "segment", "names", "{0: 'cat'}", "imgsz", "oops"));

        assertThat(draft().open().toString()).contains("metadata task is segment, which is not read");
    }

    @Test
    void readsTritonsConfiguration() throws Exception {
        Files.writeString(root.resolve("pets/config.pbtxt"), """
                platform: "onnxruntime_onnx"
                max_batch_size: 8
                input [ { name: "pixels" data_type: TYPE_UINT8 format: FORMAT_NHWC dims: [ 224, 200, 3 ] } ]
                output [ { name: "logits" data_type: TYPE_FP32 dims: [ 3 ] label_filename: "names.txt" } ]
                """.replace("input [", "input: [")
                .replace("output [", "output: ["));
        Files.writeString(root.resolve("pets/names.txt"), "cat\ndog\nbird\n");

        assertThat(openKeys()).containsExactly("resize", "output");
        assertThat(lines())
                .contains(
                        "labelsFile: ../names.txt", "  width: 200", "  height: 224", "  type: uint8", "  layout: NHWC");
    }

    @Test
    void readsTheSignatureOfASavedModel() throws Exception {
        payload = root.resolve("flowers/7");
        version = payload;
        ForeignModels.savedModel(payload, "serving_default", 1, -1, 180, 120, 3);

        assertThat(lines())
                .contains("  width: 120", "  height: 180", "  channels: 3", "  type: float32", "  layout: NHWC");
        assertThat(openKeys()).containsExactly("labels", "input.range", "resize", "output");

        put("labels.txt", "rose\ntulip\n");
        ForeignModels.savedModel(payload, "predict", 4, -1, 180, 120, 3);
        assertThat(lines()).contains("labelsFile: labels.txt", "  type: uint8", "signature: predict");
        assertThat(openKeys()).as("uint8 pixels go in as they are").containsExactly("resize", "output");
    }

    @Test
    void namesAFileThatIsNotWhatItSays() throws Exception {
        put("config.json", "{broken");
        assertThatThrownBy(this::draft)
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("config.json is not JSON: line 1");

        Files.delete(version.resolve("config.json"));
        put("config.pbtxt", "input {");
        assertThatThrownBy(this::draft).hasMessageContaining("config.pbtxt is no configuration of Triton: line 1");
        put("model.onnx", "<!DOCTYPE html>");
        assertThatThrownBy(this::draft).hasMessageContaining("model.onnx does not say what it takes");
    }

    @Test
    void readsNoDamagedModelForEver() throws Exception {
        byte[] whole = Files.readAllBytes(payload);
        long seed = 20_261_129;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 0; flips < 4; flips++) {
                int at = random.nextInt(flips < 2 ? 200 : damaged.length);
                damaged[random.nextBoolean() ? at : damaged.length - 1 - at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(payload, damaged);
            try {
                draft();
            } catch (ForeignFileException e) {
                assertThat(e).as("seed " + seed + ", file " + i).hasMessageContaining("model.onnx");
            }
        }
    }
}
