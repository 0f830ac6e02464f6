package io.inferencestream.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.foreign.ForeignModels;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelRepositoryTest {
    private static final String CARD = """
            labels: [cat, dog]
            input: {width: 32, height: 24, channels: 3}
            """;

    @TempDir
    Path root;

    private ModelRepository repository;

    @BeforeEach
    void open() {
        repository = new ModelRepository(root);
    }

    private Path put(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private ModelCard card(String yaml) throws Exception {
        put("pets/1/saved_model.pb", "graph");
        put("pets/1/model.yaml", yaml);
        return repository.find("pets").card();
    }

    private void assertRefused(String yaml, String... saying) throws IOException {
        put("pets/1/saved_model.pb", "graph");
        put("pets/1/model.yaml", yaml);
        assertThatThrownBy(() -> repository.find("pets"))
                .isInstanceOf(ModelRepositoryException.class)
                .hasMessageContainingAll("model.yaml")
                .hasMessageContainingAll(saying);
    }

    @Test
    void readsTheShortestCard() throws Exception {
        ModelCard card = card(CARD);

        assertThat(card.id()).isEqualTo(new ModelId("pets", "1"));
        assertThat(card.input()).isEqualTo(new ImageShape(32, 24, 3));
        assertThat(card.labels()).containsExactly("cat", "dog");
        assertThat(card.encoding()).isEqualTo(new InputEncoding(null, TensorLayout.NHWC, Normalization.NONE, null));
        assertThat(card.resize()).isEqualTo(Resizing.STRETCH);
        assertThat(card.answers()).isEqualTo(new ClassesSpec(List.of("cat", "dog"), 2));
        assertThat(card.signature()).isEqualTo("serving_default");
        assertThat(card.tags()).isEmpty();
        assertThat(card.checksum()).matches("[0-9a-f]{64}");
    }

    @Test
    void readsEveryField() throws Exception {
        put("pets/labels.txt", "cat\ndog\nbird, big\n\n");

        ModelCard card = card("""
                labelsFile: ../labels.txt
                input:
                  width: 8
                  height: 8
                  channels: 3
                  type: float32
                  layout: NCHW
                  tensor: x
                  mean: [127.5, 0, 1]
                  scale: 0.5
                resize: center-crop
                output: logits
                outputTensor: y
                activationMap: cam
                topK: 3
                engine: tensorflow
                signature: serve
                tags: [serve, gpu]
                provenance: {source: here, epochs: 3}
                accuracy: {test: 0.91}
                """);

        assertThat(card.labels()).containsExactly("cat", "dog", "bird, big");
        assertThat(card.encoding())
                .isEqualTo(new InputEncoding(
                        ElementType.FLOAT32,
                        TensorLayout.NCHW,
                        new Normalization(List.of(127.5, 0.0, 1.0), List.of(0.5)),
                        "x"));
        assertThat(card.encoding().normalization().apply(255, 0)).isEqualTo(63.75f);
        assertThat(card.encoding().normalization().apply(255, 2)).isEqualTo(127f);
        assertThat(card.resize()).isEqualTo(Resizing.CENTER_CROP);
        assertThat(card.answers())
                .isEqualTo(new ClassesSpec(List.of("cat", "dog", "bird, big"), 3, OutputRule.LOGITS, "y", "cam"));
        assertThat(card.engine()).isEqualTo("tensorflow");
        assertThat(card.signature()).isEqualTo("serve");
        assertThat(card.tags()).containsExactly("serve", "gpu");
        assertThat(card.provenance()).containsExactly(Map.entry("source", "here"), Map.entry("epochs", "3"));
        assertThat(card.accuracy()).containsExactly(Map.entry("test", 0.91));
    }

    @Test
    void namesEveryProblemAtOnce() throws Exception {
        assertRefused(
                """
                labels: [cat, dog]
                imput: {}
                input: {width: 0, height: tall, channels: 2, type: int9, chanels: 3}
                resize: crop
                output: softmx
                topK: 3
                engine: torch
                accuracy: {test: good}
                """,
                "has 11 problems",
                "imput (line 2): is not a key. Did you mean input?",
                "input.width: 0 (line 3): is out of range. Write a whole number from 1 to 16384.",
                "input.height: tall (line 3): is not a whole number",
                "input.channels: 2 (line 3): is neither 1 nor 3. Write 1 for gray or 3 for RGB.",
                "input.type: int9 (line 3): is none of the choices. Write one of uint8, int8, int32, int64,",
                "input.chanels: 3 (line 3): is not a key. Did you mean input.channels?",
                "resize: crop (line 4): is none of the choices. Write one of stretch, center-crop, letterbox.",
                "output: softmx (line 5): is none of the choices. Write one of probabilities, independent, logits,",
                "topK: 3 (line 6): is more than there are labels. Write a whole number from 1 to 2.",
                "engine: torch (line 7): is none of the choices. Write one of tensorflow, onnxruntime.",
                "accuracy.test: good (line 8): is not a number");
    }

    /** Nothing is held against what could not be read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labels: cat, dog\\ninput: {width: 1, height: 1, channels: 1}\\ntopK: 2 | labels: cat, dog (line 1): is not a list
            labelsfile: a.txt\\ninput: {width: 1, height: 1, channels: 1}\\ntopK: 2 | labelsfile: a.txt (line 1): is not a key
            labels: [a]\\nimput: {width: 1, height: 1, channels: 1} | imput (line 2): is not a key
            labels: [a]\\ninput: {width: 1, height: 1, channels: 3, type: flaot32, mean: 1} | input.type: flaot32 (line 2): is none
            labels: [a]\\ninput: {width: 1, height: 1, channels: RGB, type: float32, mean: [1, 2]} | input.channels: RGB (line 2)
            """)
    void namesOneBrokenLineAndNoneThatFollowsFromIt(String yaml, String problem) throws Exception {
        assertRefused(yaml.replace("\\n", "\n"), "model.yaml: " + problem);
    }

    @Test
    void takesTextForTextWhateverItLooksLike() throws Exception {
        ModelCard card = card("""
                labels: [007, 0x10, 1.50, yes, true, 2024-01-01, 1e3, "null", 12:30:45]
                input: {width: 0032, height: 24, channels: 3, tensor: 0}
                outputTensor: 1
                provenance: {seed: 007, version: 1.10, date: 2024-01-01}
                """);

        assertThat(card.labels())
                .containsExactly("007", "0x10", "1.50", "yes", "true", "2024-01-01", "1e3", "null", "12:30:45");
        assertThat(card.encoding().tensor()).isEqualTo("0");
        assertThat(((ClassesSpec) card.answers()).tensor()).isEqualTo("1");
        assertThat(card.provenance()).containsEntry("seed", "007").containsEntry("version", "1.10");
    }

    @Test
    void takesAByteOrderMarkForNothing() throws Exception {
        assertThat(card("\uFEFF" + CARD).labels()).containsExactly("cat", "dog");
    }

    @Test
    void refusesMeanAndScaleThatNobodyWouldApply() throws Exception {
        assertRefused(
                "labels: [a]\ninput: {width: 1, height: 1, channels: 1, type: uint8, mean: 127.5}",
                "input.type: uint8 (line 2): is uint8, but range, mean, std or scale is given. Write the type that the model wants");
    }

    @Test
    void refusesMeanOrScaleOfAnotherNumberOfChannels() throws Exception {
        assertRefused(
                "labels: [a]\ninput: {width: 1, height: 1, channels: 3, type: float32, mean: [1, 2]}",
                "input.mean: 1,2 (line 2): has 2 numbers for 3 channels. Write one number, or a list with one for each");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "labels: [a", "- x", "just words"})
    void refusesWhatIsNoMapping(String yaml) throws Exception {
        assertRefused(yaml, "card (line 1): is not ");
    }

    @Test
    void saysWhatACardMustHave() throws Exception {
        assertRefused("", "labels: is missing", "input.width: is missing", "input.height: is", "input.channels: is");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() throws Exception {
        assertRefused(CARD + "topK: 1\ntopK: 2", "topK (line 4): is given a second time, after line 3");
    }

    @Test
    void refusesLabelsInTwoPlacesOrNone() throws Exception {
        String input = "\ninput: {width: 1, height: 1, channels: 1}";

        assertRefused(input, "labels: is missing");
        assertRefused(CARD + "labelsFile: x", "labels: cat,dog (line 1): and labelsFile are both given");
        assertRefused("labels: []" + input, "labels (line 1): is empty");
        assertRefused("labels: ''" + input, "labels (line 1): is empty");
        assertRefused("labels: ''\nlabelsFile: x" + input, "labels (line 1): and labelsFile are both given");
        assertRefused("labels: cat, dog" + input, "labels: cat, dog (line 1): is not a list");
    }

    @Test
    void leavesNoClassWithoutItsName() throws Exception {
        String input = "\ninput: {width: 1, height: 1, channels: 1}";

        assertRefused(
                "labels: [a, null, {}]" + input, "labels[1] (line 1): is empty", "labels[2]: {} (line 1): is not");
        assertRefused("labels: [a, ' ', b]" + input, "labels: a, ,b (line 1): is blank at index 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.txt", "/etc/hostname"})
    void neverReadsLabelsFromOutsideTheModelsFolder(String labelsFile) throws Exception {
        put("secret.txt", "password");

        assertRefused(
                "labelsFile: " + labelsFile + "\ninput: {width: 1, height: 1, channels: 1}",
                "labelsFile: " + labelsFile + " (line 1): is outside");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            labels.txt  | \\uFEFFcat\\ndog            | a byte order mark
            labels.txt  | cat\\r\\ndog\\r\\n\\r\\n    | carriage returns
            labels.json | ["cat", "dog"]              | an array
            labels.txt  | [ "cat",\\n "dog" ]         | an array in a file of another name
            labels.json | \\uFEFF["cat", "dog"]       | an array after a byte order mark
            labels.json | {"1": "dog", "0": "cat"}    | an object from index to label
            labels.json | {"dog": 1, "cat": 0}        | an object from label to index
            labels.json | [["n01", "cat"], ["n02", "dog"]] | pairs
            config.json | {"model_type": "vit", "id2label": {"0": "cat", "1": "dog"}} | a configuration
            """)
    void readsLabelsFromAFile(String name, String content, String kind) throws Exception {
        put("pets/1/" + name, content.replace("\\n", "\n").replace("\\r", "\r").replace("\\uFEFF", "\uFEFF"));

        ModelCard card = card("labelsFile: " + name + "\ninput: {width: 1, height: 1, channels: 1}");

        assertThat(card.labels()).as(kind).containsExactly("cat", "dog");
    }

    @Test
    void ordersTheIndexesOfAJsonFileByTheirNumbers() throws Exception {
        String members = IntStream.range(0, 12)
                .map(i -> 11 - i)
                .mapToObj(i -> "\"" + i + "\": \"c" + i + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
        put("pets/1/labels.json", members);

        ModelCard card = card("labelsFile: labels.json\ninput: {width: 1, height: 1, channels: 1}");

        assertThat(card.labels()).startsWith("c0", "c1", "c2").endsWith("c10", "c11");
    }

    @Test
    void keepsTheTextOfLabelsInJsonAndLabelsThatAreTheSame() throws Exception {
        put("pets/1/labels.json", "[\"007\", 10, \"crane\", \"crane\", 1.50]");

        ModelCard card = card("labelsFile: labels.json\ninput: {width: 1, height: 1, channels: 1}");

        assertThat(card.labels()).containsExactly("007", "10", "crane", "crane", "1.50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["cat", "dog"                  | line 1: ']' is missing
            ["cat", null]                  | a label is no text
            ["cat", " "]                   | the label of index 1 is blank
            []                             | there is no label
            {"0": "cat", "2": "dog"}       | the class of index 1 has no label
            {"0": "cat", "0": "dog"}       | the name "0" is given twice
            {"0": 1, "1": 0}               | which of its numbers are indexes and which labels cannot be told
            {"cat": 0, "dog": 0}           | two labels have the index 0
            {"cat": "0"}                   | the name "cat" is no index
            {"0": {"name": "cat"}}         | a label is no text
            """)
    void refusesAJsonFileThatDoesNotTellTheLabels(String content, String saying) throws Exception {
        put("pets/1/labels.txt", content);

        assertRefused(
                "labelsFile: labels.txt\ninput: {width: 1, height: 1, channels: 1}",
                "labelsFile: labels.txt (line 1): begins as JSON does, but holds no labels: ",
                saying);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.yaml", "label_map.pbtxt", "classes.csv"})
    void takesNoLinesOfOtherDocumentsForLabels(String name) throws Exception {
        put("pets/1/" + name, "cat\ndog\n");

        assertRefused(
                "labelsFile: " + name + "\ninput: {width: 1, height: 1, channels: 1}",
                "labelsFile: " + name + " (line 1): is no file of labels");
    }

    @Test
    void refusesALabelsFileThatIsMissingOrHasAGap() throws Exception {
        String card = "labelsFile: labels.txt\ninput: {width: 1, height: 1, channels: 1}";

        assertRefused(card, "labelsFile: labels.txt (line 1): cannot be read");
        put("pets/1/labels.txt", "a\n\nb\n");
        assertRefused(card, "labelsFile: labels.txt (line 1): has an empty line, 2");
    }

    @Test
    void readsExamplesFromBesideTheCard() throws Exception {
        put("pets/tom.jpg", "image");
        put("pets/1/rex.jpg", "image");
        put("pets/1/saved_model.pb", "graph");
        put("pets/model.yaml", CARD + "examples: {tom.jpg: cat, 1/rex.jpg: dog}");

        assertThat(repository.find("pets").card().examples())
                .as("by their paths from the version's folder")
                .containsExactly(Map.entry("../tom.jpg", "cat"), Map.entry("rex.jpg", "dog"));
    }

    @Test
    void refusesExamplesThatCannotHold() throws Exception {
        put("pets/1/tom.jpg", "image");
        put("other.jpg", "image");

        assertRefused(
                CARD + "examples: {tom.jpg: tiger, gone.jpg: cat, ../../other.jpg: cat}",
                "examples.tom.jpg: tiger (line 3): is none of the labels",
                "examples.gone.jpg: cat (line 3): is not there",
                "examples.../../other.jpg: cat (line 3): is outside");
    }

    @Test
    void sharesAModelsCardAmongVersionsThatHaveNone() throws Exception {
        put("pets/model.yaml", CARD);
        put("pets/1/saved_model.pb", "graph");
        put("pets/2/saved_model.pb", "graph");
        put("pets/2/model.yaml", CARD.replace("dog", "hound"));

        assertThat(repository.find("pets", "1").card().labels()).containsExactly("cat", "dog");
        assertThat(repository.find("pets", "2").card().labels()).containsExactly("cat", "hound");
    }

    @Test
    void saysWhatToWriteWhereThereIsNoCard() throws Exception {
        put("pets/1/saved_model.pb", "graph");

        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContaining("neither " + root.resolve("pets/1/model.yaml"))
                .hasMessageContaining("labels: [cat, dog]");
    }

    @Test
    void makesTheCardOfAModelFromHuggingFace() throws Exception {
        ForeignModels.onnx(root.resolve("pets/1/onnx/model.onnx"), 1, new long[] {-1, 3, -1, -1}, Map.of());
        put("pets/1/config.json", """
                {"architectures": ["ViTForImageClassification"], "id2label": {"1": "dog", "0": "cat", "2": "bird"}}""");
        put("pets/1/preprocessor_config.json", """
                {"do_center_crop": true, "crop_size": {"height": 224, "width": 200}, "size": {"shortest_edge": 256},
                 "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225], "resample": 3}""");

        ModelFiles files = repository.find("pets");

        ModelCard card = files.card();
        assertThat(files.cardSources()).containsExactly("config.json", "preprocessor_config.json", "model.onnx");
        assertThat(files.payload()).isEqualTo(root.resolve("pets/1/onnx/model.onnx"));
        assertThat(card.labels()).containsExactly("cat", "dog", "bird");
        assertThat(card.input()).isEqualTo(new ImageShape(200, 224, 3));
        assertThat(card.encoding().layout()).isEqualTo(TensorLayout.NCHW);
        assertThat(card.encoding().normalization().apply(255, 0)).isCloseTo(2.24891f, within(1e-4f));
        assertThat(card.resize().toString()).contains("center-crop", "256", "bicubic", "antialiased");
        assertThat(((ClassesSpec) card.answers()).rule()).isEqualTo(OutputRule.LOGITS);
    }

    @Test
    void readsTheCardAloneWhereThereIsOne() throws Exception {
        put("pets/1/model.onnx", "graph");
        put("pets/1/config.json", "{broken");
        put("pets/1/model.yaml", CARD);

        assertThat(repository.find("pets").card().labels()).containsExactly("cat", "dog");
        assertThat(repository.find("pets").cardSources()).isEmpty();
        assertThat(repository.draft("pets", "1")).isEmpty();
    }

    @Test
    void namesEveryKeyThatOtherFilesLeaveOpen() throws Exception {
        ForeignModels.savedModel(root.resolve("pets/1"), "serving_default", 1, -1, 32, 24, 3);

        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContainingAll(
                        "pets/1 has no model.yaml, and what saved_model.pb say of the model leaves open:",
                        "labels: no file names the classes. List them by class index.",
                        "input.range: which values pixels had in training is not said.",
                        "resize: how images were resized",
                        "output: what the output's values are",
                        "bin/model-lab models describe " + root.resolve("pets/1") + " --write");
    }

    /** A card with keys that are open is refused for each of them. */
    @Test
    void refusesACardInWhichKeysAreStillOpen() throws Exception {
        ForeignModels.savedModel(root.resolve("pets/1"), "serving_default", 1, -1, 32, 24, 3);
        String draft = repository.draft("pets", "1").orElseThrow().yaml();

        put("pets/1/model.yaml", draft);
        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContainingAll(
                        "has 4 problems", "labels: TODO", "input.range: TODO", "resize: TODO", "output: TODO");
        put(
                "pets/1/model.yaml",
                draft.replace("labels: TODO", "labels: [cat]")
                        .replace("range: TODO", "range: [0, 1]")
                        .replace("resize: TODO", "resize: stretch")
                        .replace("output: TODO", "output: logits"));
        assertThat(repository.find("pets").card().input()).isEqualTo(new ImageShape(24, 32, 3));
    }

    @Test
    void findsTheNewestVersionByNumber() throws Exception {
        put("pets/model.yaml", CARD);
        for (String version : List.of("9", "10", "beta", "002")) {
            put("pets/" + version + "/saved_model.pb", "graph");
        }
        put("pets/assets/readme.txt", "no model");
        put("pets/.git/saved_model.pb", "hidden");

        assertThat(repository.versions("pets")).containsExactly("beta", "002", "9", "10");
        assertThat(repository.find("pets").card().id().version()).isEqualTo("10");
    }

    @Test
    void comparesDigitsWithinAVersionsNameByTheirNumber() throws Exception {
        put("pets/model.yaml", CARD);
        for (String version : List.of("V10", "v9", "v1", "1.10", "1.9", "2024-9", "2024-10")) {
            put("pets/" + version + "/saved_model.pb", "graph");
        }

        assertThat(repository.versions("pets")).containsExactly("1.9", "1.10", "2024-9", "2024-10", "v1", "v9", "V10");
    }

    @Test
    void listsModelsByName() throws Exception {
        put("zebra/1/model.onnx", "graph");
        put("ape/1/saved_model.pb", "graph");
        put("notes/readme.txt", "no model");
        put("readme.txt", "no folder");

        assertThat(repository.names()).containsExactly("ape", "zebra");
    }

    @Test
    void takesTensorFlowServingsLayout() throws Exception {
        put("pets/model.yaml", CARD);
        put("pets/7/saved_model.pb", "graph");
        put("pets/7/variables/variables.index", "index");
        put("pets/7/assets/vocabulary.txt", "words");

        ModelFiles files = repository.find("pets");

        assertThat(files.engine()).isEqualTo("tensorflow");
        assertThat(files.payload()).isEqualTo(root.resolve("pets/7"));
    }

    @Test
    void takesTritonsLayouts() throws Exception {
        put("pets/config.pbtxt", "platform: \"tensorflow_savedmodel\"");
        put("pets/model.yaml", CARD);
        put("pets/1/model.savedmodel/saved_model.pb", "graph");
        put("pets/2/model.onnx", "graph");

        assertThat(repository.find("pets", "1").engine()).isEqualTo("tensorflow");
        assertThat(repository.find("pets", "1").payload()).isEqualTo(root.resolve("pets/1/model.savedmodel"));
        assertThat(repository.find("pets", "2").engine()).isEqualTo("onnxruntime");
        assertThat(repository.find("pets", "2").payload()).isEqualTo(root.resolve("pets/2/model.onnx"));
    }

    @Test
    void takesTheFoldersOfTritonAndOptimum() throws Exception {
        put("pets/model.yaml", CARD);
        put("pets/1/model.onnx/model.onnx", "graph");
        put("pets/1/model.onnx/model.onnx.data", "weights");
        put("pets/2/onnx/model.onnx", "graph");
        put("pets/2/onnx/model_quantized.onnx", "graph");

        ModelFiles triton = repository.find("pets", "1");
        assertThat(triton.payload()).isEqualTo(root.resolve("pets/1/model.onnx/model.onnx"));
        assertThat(repository.find("pets", "2").payload()).isEqualTo(root.resolve("pets/2/onnx/model.onnx"));
        put("pets/1/model.onnx/model.onnx.data", "others");
        assertThat(repository.find("pets", "1").card().checksum())
                .as("covers the external data")
                .isNotEqualTo(triton.card().checksum());
    }

    @Test
    void namesTheOnnxFilesOfWhichItCannotChoose() throws Exception {
        put("pets/1/model.yaml", CARD);
        put("pets/1/onnx/a.onnx", "graph");
        put("pets/1/onnx/b.onnx", "graph");

        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContaining("name one of them model.onnx")
                .hasMessageContaining("(onnx/a.onnx, onnx/b.onnx)");
    }

    @Test
    void takesTheOnlyOnnxFileOfAnyName() throws Exception {
        put("pets/1/resnet.onnx", "graph");
        put("pets/1/model.yaml", CARD);

        assertThat(repository.find("pets").payload()).isEqualTo(root.resolve("pets/1/resnet.onnx"));
    }

    @Test
    void prefersTensorFlowUnlessTheCardNamesTheOther() throws Exception {
        put("pets/1/saved_model.pb", "graph");
        put("pets/1/model.onnx", "graph");
        put("pets/1/model.yaml", CARD);

        assertThat(repository.find("pets").engine()).isEqualTo("tensorflow");
        put("pets/1/model.yaml", CARD + "engine: onnxruntime");
        assertThat(repository.find("pets").engine()).isEqualTo("onnxruntime");
    }

    @Test
    void saysThatAVersionHoldsNoModel() throws Exception {
        put("pets/3/model.yaml", CARD);

        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContaining("pets/3 holds no model: put saved_model.pb");
    }

    @Test
    void namesTheModelsAndVersionsThatAreThere() throws Exception {
        put("pets/1/saved_model.pb", "graph");

        assertThatThrownBy(() -> repository.find("pet"))
                .hasMessageContaining("no model 'pet'")
                .hasMessageContaining("pets");
        assertThatThrownBy(() -> repository.find("pets", "2"))
                .hasMessageContaining("no version '2'")
                .hasMessageContaining("it has 1");
        assertThatThrownBy(() -> new ModelRepository(root.resolve("nowhere")).names())
                .hasMessageContaining("nowhere is not a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../pets", "a/b", "a\\b", "", " ", ".hidden", "a\u0000b"})
    void refusesNamesThatAreNoFolderNames(String name) throws Exception {
        put("pets/1/saved_model.pb", "graph");

        assertThatThrownBy(() -> repository.find(name)).isInstanceOf(ModelRepositoryException.class);
        assertThatThrownBy(() -> repository.find("pets", name)).isInstanceOf(ModelRepositoryException.class);
    }

    @Test
    void verifiesTheChecksumThatACardNames() throws Exception {
        String checksum = card(CARD).checksum();

        assertThat(card(CARD + "checksum: " + checksum).checksum()).isEqualTo(checksum);
        put("pets/1/variables/x", "changed");
        assertThatThrownBy(() -> repository.find("pets"))
                .hasMessageContaining("checksum: " + checksum + " (line 3): is not that of the files")
                .hasMessageContaining("Copy them again");
    }

    @Test
    void givesTheChecksumThatShellToolsGive() throws Exception {
        put("pets/1/saved_model.pb", "graph");
        put("pets/1/variables/b", "2");
        put("pets/1/variables.txt", "3");
        put("pets/1/model.yaml", CARD);
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "find * -type f ! -path model.yaml | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum")
                .directory(root.resolve("pets/1").toFile())
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).startsWith(repository.find("pets").card().checksum());
    }

    private static final String INPUT = "input: {width: 8, height: 8, channels: 3}\n";

    @Test
    void takesTheOlderWordsForOutputs() throws Exception {
        assertThat(((ClassesSpec) card("labels: [a, b]\noutput: sigmoid\n" + INPUT)
                                .answers())
                        .rule())
                .isEqualTo(OutputRule.INDEPENDENT);
        assertThat(((ClassesSpec) card("labels: [a, b]\noutput: softmax\n" + INPUT)
                                .answers())
                        .rule())
                .isEqualTo(OutputRule.PROBABILITIES);
    }

    @Test
    void readsThresholdsOfIndependentClasses() throws Exception {
        assertThat(card("labels: [a, b]\ntask: multi-label\nthreshold: 0.25\nthresholds: {b: 0.75}\n" + INPUT)
                        .answers())
                .isEqualTo(
                        new ClassesSpec(List.of("a", "b"), 2, OutputRule.INDEPENDENT, List.of(0.25, 0.75), null, null));
    }

    @Test
    void readsAVector() throws Exception {
        assertThat(card("task: embedding\noutputTensor: pooled\nembedding: {normalize: true}\n" + INPUT)
                        .answers())
                .isEqualTo(new EmbeddingSpec(true, "pooled"));
    }

    @Test
    void readsNumbers() throws Exception {
        assertThat(
                        card("task: regression\nvalues: {names: [age, size], units: [years, cm], scale: [100, 1], offset: 2}\n"
                                        + INPUT)
                                .answers())
                .isEqualTo(new ValuesSpec(
                        List.of(new ValueSpec("age", "years", 100, 2), new ValueSpec("size", "cm", 1, 2)), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels: [a]\ntask: embedding",
                "task: embedding\noutput: logits",
                "task: embedding\nvalues: {names: [age]}",
                "task: regression",
                "task: regression\nvalues: {names: [a, b], units: [x, y, z]}",
                "labels: [a]\nvalues: {names: [age]}",
                "labels: [a]\ntask: multi-label\noutput: logits",
                "labels: [a]\ntask: classification\noutput: independent",
                "labels: [a]\nthreshold: 0.5",
                "labels: [a]\noutput: independent\nthresholds: {b: 0.5}",
                "labels: [a]\noutput: independent\nthreshold: 2",
            })
    void refusesWhatMeansNothing(String keys) {
        assertThatThrownBy(() -> card(keys + "\n" + INPUT)).isInstanceOf(ModelRepositoryException.class);
    }
}
