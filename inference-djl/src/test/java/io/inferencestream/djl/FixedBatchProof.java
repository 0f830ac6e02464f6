package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.djl.onnx.ClosedBatch;
import io.inferencestream.testkit.data.SharedData;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models of others that take one image at a time are opened for batches, and answer real photos in a batch as one by one.
 * Prints what an image costs of a processor.
 */
final class FixedBatchProof {
    private static final int PHOTOS = 8;
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 1_000_000_000L;

    @TempDir
    private Path repository;

    @Test
    void mobileNetWithItsBatchFixed() throws Exception {
        Path folder = Files.createDirectories(repository.resolve("mobilenet/1"));
        ClosedBatch.write(SharedData.folder("mobilenet_v2").resolve("model.onnx"), folder.resolve("model.onnx"));

        prove("mobilenet", folder, "input", 224, 224, TensorLayout.NHWC, 127.5);
    }

    @Test
    void detectorOfFaces() throws Exception {
        prove("ultraface_rfb_320.onnx", copy("ultraface_rfb_320.onnx"), "input", 320, 240, TensorLayout.NCHW, 127);
    }

    @Test
    void detectorOfFacesWithoutItsPostProcessing() throws Exception {
        prove(
                "ultraface_rfb_320_raw.onnx",
                copy("ultraface_rfb_320_raw.onnx"),
                "input",
                320,
                240,
                TensorLayout.NCHW,
                127);
    }

    @Test
    void detectorOfEightyClasses() throws Exception {
        prove("fastestdet.onnx", copy("fastestdet.onnx"), "input.1", 352, 352, TensorLayout.NCHW, 0);
    }

    private Path copy(String name) throws Exception {
        Path folder = Files.createDirectories(repository.resolve(name).resolve("1"));
        Files.copy(SharedData.folder("detection").resolve(name), folder.resolve("model.onnx"));
        return folder;
    }

    private static void prove(
            String name, Path folder, String input, int width, int height, TensorLayout layout, double mean)
            throws Exception {
        Path file = folder.resolve("model.onnx");
        Normalization normalization = new Normalization(List.of(mean), List.of(mean == 0 ? 1 / 255.0 : 1 / 128.0));
        ModelCard card = new ModelCard(
                new ModelId(name, "1"),
                new ImageShape(width, height, 3),
                new InputEncoding(ElementType.FLOAT32, layout, normalization, input),
                Resizing.STRETCH,
                new ClassesSpec(List.of("any"), 1),
                "");
        long w = width;
        long h = height;
        List<Long> shape = layout == TensorLayout.NHWC ? List.of(h, w, 3L) : List.of(3L, h, w);
        ImageInput fed = new ImageInput(input, shape, ElementType.FLOAT32, 1);
        OnnxRuntimeEngine.start();
        Placement placement = Placement.onCpu(new EngineOptions("cpu", 1, 1, 0), 1);

        OnnxForm form = OnnxForm.of(new ModelFiles(folder, card, "onnxruntime", file), fed, placement, PHOTOS);

        assertThat(form.remarks()).isEmpty();
        assertThat(form.maxBatchSize()).isEqualTo(PHOTOS);
        List<byte[]> photos = photos(width, height);
        BatchTrial onPhotos = new BatchTrial(card, fed, placement, photos::get);
        assertThat(onPhotos.difference(file, form.file(), PHOTOS)).isEmpty();
        System.out.printf(Locale.ROOT, "%s: as it is %s", card.id(), cost(file, fed, 1));
        for (int size : new int[] {1, 2, 4, 8}) {
            System.out.printf(Locale.ROOT, "; opened, in batches of %d %s", size, cost(form.file(), fed, size));
        }
        System.out.println();
    }

    private static List<byte[]> photos(int width, int height) throws Exception {
        List<byte[]> photos = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.folder("photos"))) {
            for (Path file : files.filter(name -> name.toString().contains("coral_")
                            || name.toString().contains("bccd_"))
                    .sorted()
                    .limit(PHOTOS + 4)
                    .toList()) {
                photos.add(pixels(ImageIO.read(file.toFile()), width, height));
            }
        }
        return photos;
    }

    private static byte[] pixels(BufferedImage photo, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(photo, 0, 0, width, height, null);
        graphics.dispose();
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            int rgb = small.getRGB(i % width, i / width);
            pixels[3 * i] = (byte) (rgb >> 16);
            pixels[3 * i + 1] = (byte) (rgb >> 8);
            pixels[3 * i + 2] = (byte) rgb;
        }
        return pixels;
    }

    /** Processor time an image, the median of several rounds: one thread computes, so that others do not count. */
    private static String cost(Path file, ImageInput input, int size) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        double[] millis = new double[ROUNDS];
        ByteBuffer values = ByteBuffer.allocateDirect(size * input.bytes()).order(ByteOrder.nativeOrder());
        long[] shape = LongStream.concat(
                        LongStream.of(size), input.imageShape().stream().mapToLong(Long::longValue))
                .toArray();
        try (OrtSession.SessionOptions options = OnnxOptions.anySession()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape, OnnxJavaType.FLOAT)) {
                millis(session, input, tensor);
                for (int round = 0; round < ROUNDS; round++) {
                    millis[round] = millis(session, input, tensor) / size;
                }
            }
        }
        Arrays.sort(millis);
        return String.format(Locale.ROOT, "%.2f ms (%.2f to %.2f)", millis[ROUNDS / 2], millis[0], millis[ROUNDS - 1]);
    }

    private static double millis(OrtSession session, ImageInput input, OnnxTensor tensor) throws Exception {
        long end = System.nanoTime() + ROUND_NANOS;
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int runs = 0;
        do {
            session.run(Map.of(input.name(), tensor)).close();
            runs++;
        } while (System.nanoTime() < end);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / 1e6 / runs;
    }
}
