package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.testkit.data.SharedData;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks trained elsewhere work by their card alone, and in both engines alike. */
final class SharedModelsProof {
    private static final EngineOptions OPTIONS = new EngineOptions("auto", 0, 0, 4);
    private static final List<String> PHOTOS = List.of("coral_parrot.jpg", "coral_hot_dog.jpg", "cat.jpg");
    private static final List<String> SEEN = List.of("macaw", "hotdog", "cat");

    @TempDir
    Path repository;

    @TempDir
    Path other;

    @ParameterizedTest
    @EnumSource
    void namesWhatIsOnPhotos(TinyFormat format) throws Exception {
        ModelFiles files = SharedModels.mobileNet(format, repository);
        byte[][] images = new byte[PHOTOS.size()][];
        for (int i = 0; i < images.length; i++) {
            images[i] = pixels(SharedData.folder("photos").resolve(PHOTOS.get(i)));
        }

        BatchScores scores = scores(format, files, images);

        for (int i = 0; i < images.length; i++) {
            float[] row = scores.row(i);
            String label = files.card().labels().get(best(row));
            System.out.println(format + ": " + PHOTOS.get(i) + " is " + label + " (" + row[best(row)] + ")");
            assertThat(label).containsIgnoringCase(SEEN.get(i));
        }
    }

    @Test
    void givesTheSameProbabilitiesInBothEngines() throws Exception {
        byte[][] noise = noise(4, 224 * 224 * 3);

        BatchScores one =
                scores(TinyFormat.SAVED_MODEL, SharedModels.mobileNet(TinyFormat.SAVED_MODEL, repository), noise);
        BatchScores two = scores(TinyFormat.ONNX, SharedModels.mobileNet(TinyFormat.ONNX, other), noise);

        for (int i = 0; i < noise.length; i++) {
            assertThat(one.row(i)).containsExactly(two.row(i), within(1e-4f));
        }
    }

    /** The SavedModel wants {@code [N, 784]}, the ONNX file {@code [N, 28, 28]}; they were trained apart, and never for long. */
    @ParameterizedTest
    @EnumSource
    void feedsAFlatAndASquareInputFromTheSameCard(TinyFormat format) throws Exception {
        byte[] labels = unzipped("t10k-labels-idx1-ubyte.gz", 8);
        byte[] pixels = unzipped("t10k-images-idx3-ubyte.gz", 16);
        int batch = 250;
        int right = 0;
        try (LoadedModel model = format.engine()
                        .load(SharedModels.feedForward(format, repository), new EngineOptions("cpu", 1, 1, batch));
                BatchPredictor predictor = model.newPredictor()) {
            for (int first = 0; first < labels.length; first += batch) {
                predictor.begin(batch).put(pixels, first * 28 * 28, batch * 28 * 28);
                BatchScores scores = (BatchScores) predictor.predict();
                for (int i = 0; i < batch; i++) {
                    right += best(scores.row(i)) == labels[first + i] ? 1 : 0;
                }
            }
        }

        System.out.println(format + ": " + right + " of " + labels.length + " right");
        assertThat(right).isGreaterThan(labels.length * 65 / 100);
    }

    private static byte[] unzipped(String name, int header) throws Exception {
        Path file = SharedData.folder("fashion-mnist").resolve(name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            in.skipNBytes(header);
            return in.readAllBytes();
        }
    }

    private static BatchScores scores(TinyFormat format, ModelFiles files, byte[][] images) throws Exception {
        try (LoadedModel model = format.engine().load(files, OPTIONS);
                BatchPredictor predictor = model.newPredictor()) {
            return TinyFormat.predict(predictor, images);
        }
    }

    private static byte[][] noise(int images, int values) {
        byte[][] noise = new byte[images][values];
        Random random = new Random(3);
        for (byte[] image : noise) {
            random.nextBytes(image);
        }
        return noise;
    }

    private static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** The middle square, 224 pixels wide, RGB. */
    private static byte[] pixels(Path file) throws Exception {
        BufferedImage photo = ImageIO.read(file.toFile());
        int side = Math.min(photo.getWidth(), photo.getHeight());
        int left = (photo.getWidth() - side) / 2;
        int top = (photo.getHeight() - side) / 2;
        BufferedImage small = new BufferedImage(224, 224, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(photo, 0, 0, 224, 224, left, top, left + side, top + side, null);
        graphics.dispose();
        byte[] pixels = new byte[224 * 224 * 3];
        for (int i = 0; i < 224 * 224; i++) {
            int rgb = small.getRGB(i % 224, i / 224);
            pixels[3 * i] = (byte) (rgb >> 16);
            pixels[3 * i + 1] = (byte) (rgb >> 8);
            pixels[3 * i + 2] = (byte) rgb;
        }
        return pixels;
    }
}
