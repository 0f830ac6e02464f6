package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelChecksum;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX models made for one image at a time, as most exporters write them. */
final class FixedBatchIT {
    private static final EngineOptions ON_CPU = new EngineOptions("cpu", 1, 1, 8);
    private static final ModelCard CARD =
            new TinyNetwork(3, true, io.inferencestream.core.model.TensorLayout.NCHW, false, true, false).card();
    private static final int VALUES = 3 * 4 * 4;
    private static final int CLASSES = 3;

    @TempDir
    private Path repository;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createDirectories(repository.resolve("tiny/1"));
        file = folder.resolve("model.onnx");
    }

    private ModelFiles files() throws Exception {
        return new ModelFiles(folder, CARD.withChecksum(ModelChecksum.of(folder)), "onnxruntime", file);
    }

    private LoadedModel load() throws Exception {
        return new OnnxRuntimeEngine().load(files(), ON_CPU);
    }

    private static float[] weights() {
        float[] weights = new float[VALUES * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i * 31 % 23 - 11) / 7f;
        }
        return weights;
    }

    /** Flattens by a Reshape to [1, 48], and multiplies. */
    private static MadeOnnx flat(long batch, boolean isConstantNode) throws Exception {
        MadeOnnx made =
                new MadeOnnx().input("x", MadeOnnx.FLOAT, batch, 3, 4, 4).output("y", MadeOnnx.FLOAT, batch, 3);
        if (isConstantNode) {
            made.constant("shape", 1, VALUES);
        } else {
            made.ints("shape", 1, -1);
        }
        return made.node("Reshape", List.of("x", "shape"), "flat")
                .node("MatMul", List.of("flat", "weights"), "y")
                .inner("flat", MadeOnnx.FLOAT, 1, VALUES)
                .floats("weights", weights(), VALUES, CLASSES);
    }

    private static byte[][] images(int count) {
        TestImages images = new TestImages(CARD.input());
        return Stream.iterate(0, n -> n + 1).limit(count).map(images::image).toArray(byte[][]::new);
    }

    /** By hand: softmax of the weighted planes. */
    private static double[] expected(byte[] pixels) {
        double[] scores = new double[CLASSES];
        float[] weights = weights();
        for (int value = 0; value < VALUES; value++) {
            double x = (pixels[value % 16 * 3 + value / 16] & 0xFF) / 255.0;
            for (int c = 0; c < CLASSES; c++) {
                scores[c] += x * weights[value * CLASSES + c];
            }
        }
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            scores[c] = Math.exp(scores[c]);
            sum += scores[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    private static void assertAnswers(LoadedModel model, int count) throws Exception {
        byte[][] images = images(count);
        try (BatchPredictor predictor = model.newPredictor()) {
            BatchScores scores = TinyFormat.predict(predictor, images);
            for (int image = 0; image < count; image++) {
                double[] expected = expected(images[image]);
                for (int c = 0; c < CLASSES; c++) {
                    assertThat((double) scores.probability(image, c)).isEqualTo(expected[c], within(1e-4));
                }
            }
        }
    }

    private List<Path> copies() throws Exception {
        Path opened = repository.resolve("tiny/.opened");
        if (!Files.isDirectory(opened)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(opened)) {
            return paths.toList();
        }
    }

    @Test
    void opensTheBatchOfAModelForOneImage() throws Exception {
        for (boolean isConstantNode : new boolean[] {true, false}) {
            flat(1, isConstantNode).write(file);
            String checksum = ModelChecksum.of(folder);

            try (LoadedModel model = load()) {
                assertThat(model.maxBatchSize()).isEqualTo(8);
                assertThat(model.remarks()).isEmpty();
                assertAnswers(model, 1);
                assertAnswers(model, 8);
            }

            assertThat(ModelChecksum.of(folder)).isEqualTo(checksum);
            assertThat(new ModelRepository(repository).names()).containsExactly("tiny");
        }
    }

    @Test
    void takesTheCopyThatHasBeenTriedBefore() throws Exception {
        flat(1, true).write(file);
        load().close();
        List<Path> before = copies();
        Path graph = before.get(0).resolve("model.onnx");
        java.nio.file.attribute.FileTime written = Files.getLastModifiedTime(graph);

        load().close();

        assertThat(copies()).isEqualTo(before).hasSize(1);
        assertThat(Files.getLastModifiedTime(graph)).isEqualTo(written);
    }

    @Test
    void makesACopyAnewThatSomebodyHasChanged() throws Exception {
        flat(1, true).write(file);
        load().close();
        Path graph = copies().get(0).resolve("model.onnx");
        byte[] whole = Files.readAllBytes(graph);
        whole[whole.length / 2]++;
        Files.write(graph, whole);

        try (LoadedModel model = load()) {
            assertAnswers(model, 8);
        }
    }

    @Test
    void opensAReshapeThatAllowsOneImageWhereTheInputAllowsMore() throws Exception {
        flat(-1, true).write(file);

        try (LoadedModel model = load()) {
            assertThat(model.maxBatchSize()).isEqualTo(8);
            assertAnswers(model, 8);
        }
    }

    @Test
    void leavesAModelAloneThatTakesBatches() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("Flatten", List.of("x"), "flat")
                .node("MatMul", List.of("flat", "weights"), "y")
                .floats("weights", weights(), VALUES, CLASSES)
                .write(file);

        try (LoadedModel model = load()) {
            assertAnswers(model, 8);
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void takesWeightsBesideTheModelAlong() throws Exception {
        ByteBuffer weights = ByteBuffer.allocate(VALUES * CLASSES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float weight : weights()) {
            weights.putFloat(weight);
        }
        Files.write(folder.resolve("weights.data"), weights.array());
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, 1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, 1, 3)
                .node("Flatten", List.of("x"), "flat")
                .node("MatMul", List.of("flat", "weights"), "y")
                .externalFloats("weights", "weights.data", VALUES, CLASSES)
                .write(file);

        try (LoadedModel model = load()) {
            assertThat(model.maxBatchSize()).isEqualTo(8);
            assertAnswers(model, 8);
        }
    }

    /** A constant token is joined to the images' own, and sizes are given for all dimensions, as transformers do. */
    @Test
    void opensWhatIsJoinedAndResized() throws Exception {
        byte[] nearest = TinyOnnx.message(out -> {
            out.writeString(1, "mode");
            out.writeString(4, "nearest");
            out.writeInt32(20, 3);
        });
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, 1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, 1, 3)
                .ints("sizes", 1, 3, 8, 8)
                .node("Resize", List.of("x", "", "", "sizes"), "large", nearest)
                .ints("half", 1, 3, 4, 4)
                .node("Resize", List.of("large", "", "", "half"), "small", nearest)
                .ints("rows", 1, 3, -1)
                .node("Reshape", List.of("small", "rows"), "tokens")
                .floats("token", new float[16], 1, 1, 16)
                .node("Concat", List.of("token", "tokens"), "joined", TinyOnnx.intAttribute("axis", 1))
                .ints("from", 1)
                .ints("to", 4)
                .ints("axis", 1)
                .node("Slice", List.of("joined", "from", "to", "axis"), "own")
                .ints("shape", 1, VALUES)
                .node("Reshape", List.of("own", "shape"), "flat")
                .node("MatMul", List.of("flat", "weights"), "y")
                .floats("weights", weights(), VALUES, CLASSES)
                .write(file);

        try (LoadedModel model = load()) {
            assertThat(model.maxBatchSize()).isEqualTo(8);
            assertAnswers(model, 8);
        }
    }

    /** The mean over the batch makes an image's answer hang on its neighbours. */
    @Test
    void takesOneImageAtATimeWhereABatchWouldMixThem() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, 1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, 1, 3)
                .node("Flatten", List.of("x"), "flat")
                .node("ReduceMean", List.of("flat"), "mean", TinyOnnx.message(out -> {
                    out.writeString(1, "axes");
                    out.writeInt64(8, 0);
                    out.writeInt32(20, 7);
                }))
                .node("Sub", List.of("flat", "mean"), "rest")
                .node("Add", List.of("rest", "mean"), "same")
                .node("Add", List.of("same", "mean"), "twice")
                .node("Sub", List.of("twice", "mean"), "again")
                .node("Add", List.of("again", "rest"), "mixed")
                .node("MatMul", List.of("mixed", "weights"), "y")
                .floats("weights", weights(), VALUES, CLASSES)
                .write(file);

        try (LoadedModel model = load()) {
            assertThat(model.maxBatchSize()).isEqualTo(1);
            assertThat(model.remarks())
                    .singleElement()
                    .asString()
                    .contains("takes one image at a time", "'y' differs by", "dynamic_axes={'x': {0: 'N'}}");
            assertAnswers(model, 1);
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void saysThatThereIsNoBatchDimension() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, 3)
                .node(
                        "ReduceMean",
                        List.of("x"),
                        "y",
                        TinyOnnx.message(out -> {
                            out.writeString(1, "axes");
                            out.writeInt64(8, 1);
                            out.writeInt64(8, 2);
                            out.writeInt32(20, 7);
                        }),
                        TinyOnnx.intAttribute("keepdims", 0))
                .write(file);

        assertThatThrownBy(() -> load().close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll("'x' (float32 [3, 4, 4])", "without a batch dimension", "[1, 3, 4, 4]");
    }
}
