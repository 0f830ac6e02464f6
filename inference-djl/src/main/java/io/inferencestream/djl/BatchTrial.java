package io.inferencestream.djl;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.ModelCard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Tries whether one model answers images in a batch as another answers them one by one. Every image of a batch is another,
 * so that rows which are exchanged, repeated or mixed are noticed.
 *
 * <p>Not thread-safe. Computes on the CPU.
 */
final class BatchTrial {
    /** Of the greatest value of an output: a batch is added up in another order than a lone image. */
    static final double TOLERANCE = 1e-4;

    /** Halves have three digits, and some kernels compute with them. */
    static final double TOLERANCE_OF_HALVES = 5e-3;

    private static final double ABSOLUTE = 1e-7;

    /** Answers to two images that differ by less than this many tolerances say nothing. */
    private static final double TELLING = 4;

    private static final int EVERY_PAIR = 2;

    private final ImageInput input;
    private final PixelEncoder encoder;
    private final IntFunction<byte[]> images;
    private final int imageBytes;
    private final int threads;

    /** @param images pixels by number, all of them different */
    BatchTrial(ModelCard card, ImageInput input, Placement placement, IntFunction<byte[]> images) {
        this.input = input;
        encoder = new PixelEncoder(card.input(), card.encoding(), input.type());
        this.images = images;
        imageBytes = card.input().bytes();
        threads = placement.intraOpThreads();
    }

    /** Says why a model cannot compute two images at once, if so. */
    Optional<String> refusesTwo(Path model) {
        try (OrtSession session = session(model);
                OnnxTensor two = tensor(0, 2);
                OrtSession.Result ignored = session.run(Map.of(input.name(), two))) {
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Compares answers to batches of two and of the largest size with those to single images.
     *
     * @param single a model that takes one image
     * @param opened the same for several
     * @return what speaks against the second, or nothing
     */
    Optional<String> difference(Path single, Path opened, int largest) {
        try (OrtSession one = session(single);
                OrtSession several = session(opened)) {
            for (int size : IntStream.of(EVERY_PAIR, largest).distinct().toArray()) {
                Optional<String> difference = difference(one, several, size);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of("ONNX Runtime does not run it so: " + e.getMessage());
        }
    }

    private Optional<String> difference(OrtSession one, OrtSession several, int size) throws OrtException {
        try (OnnxTensor batch = tensor(0, size);
                OrtSession.Result answers = several.run(Map.of(input.name(), batch))) {
            List<String> names = new ArrayList<>();
            List<OnnxValues> rows = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> answer : answers) {
                OnnxValues values = OnnxValues.of(answer.getValue());
                if (values == null) {
                    return Optional.of("its output '" + answer.getKey() + "' is no tensor of numbers");
                }
                names.add(answer.getKey());
                rows.add(values);
            }
            return compare(one, names, rows, size);
        }
    }

    private Optional<String> compare(OrtSession one, List<String> names, List<OnnxValues> rows, int size)
            throws OrtException {
        List<OnnxValues> before = List.of();
        for (int image = 0; image < size; image++) {
            List<OnnxValues> single = single(one, image);
            for (int output = 0; output < names.size(); output++) {
                OnnxValues alone = single.get(output);
                String what = "its output '" + names.get(output) + "' ";
                if (!rows.get(output).areRowsLike(alone, size)) {
                    return Optional.of(what + "has not one row for each image");
                }
                double tolerance = tolerance(alone);
                double difference = rows.get(output).difference(image, alone);
                if (difference > tolerance) {
                    return Optional.of(
                            what + "differs by " + difference + " between a batch of " + size + " and a single image");
                }
                double change = before.isEmpty() ? 0 : before.get(output).difference(0, alone);
                if (change > 0 && change < TELLING * tolerance) {
                    return Optional.of(what + "is too much alike for different images to tell rows apart");
                }
            }
            before = single;
        }
        return Optional.empty();
    }

    private double tolerance(OnnxValues values) {
        double relative = input.type() == ElementType.FLOAT16 ? TOLERANCE_OF_HALVES : TOLERANCE;
        return values.greatest() * relative + ABSOLUTE;
    }

    private List<OnnxValues> single(OrtSession session, int image) throws OrtException {
        try (OnnxTensor one = tensor(image, 1);
                OrtSession.Result answers = session.run(Map.of(input.name(), one))) {
            List<OnnxValues> values = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> answer : answers) {
                values.add(OnnxValues.of(answer.getValue()));
            }
            return values;
        }
    }

    private OrtSession session(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = OnnxOptions.anySession()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
        }
    }

    private OnnxTensor tensor(int first, int count) throws OrtException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(count * imageBytes).order(ByteOrder.nativeOrder());
        for (int image = 0; image < count; image++) {
            pixels.put(image * imageBytes, images.apply(first + image));
        }
        ByteBuffer values = pixels;
        if (!encoder.isDirect()) {
            values = ByteBuffer.allocateDirect(count * input.bytes()).order(ByteOrder.nativeOrder());
            encoder.encode(pixels, values, count);
        }
        long[] shape = LongStream.concat(
                        LongStream.of(count), input.imageShape().stream().mapToLong(Long::longValue))
                .toArray();
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape, type(input.type()));
    }

    private static OnnxJavaType type(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case UINT8, INT8, INT32, INT64, FLOAT16 -> OnnxJavaType.valueOf(type.name());
        };
    }
}
