package io.inferencestream.decode;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints what decoding costs: CPU time of the thread in microseconds an image, median of rounds, after warm-up, beside
 * the plain way of {@code ImageIO.read} and {@code Graphics2D.drawImage}; "decode" without antialiasing, "smooth" with it.
 *
 * <p>Takes one argument: a photo, best a large one, that is scaled to the sizes measured.
 */
public final class DecodeCost {
    private static final int ROUNDS = 15;
    private static final Resizing SMOOTH = Resizing.STRETCH.withFilter(ResizeFilter.BILINEAR, true);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Case(
            String name, byte[] encoded, @Nullable String mediaType, ImageShape target) {}

    private DecodeCost() {}

    public static void main(String[] args) throws IOException {
        ImageIO.setUseCache(false);
        BufferedImage photo = ImageIO.read(new File(args[0]));
        ImageShape large = new ImageShape(224, 224, 3);
        ImageShape small = new ImageShape(28, 28, 1);
        BufferedImage thumbnail = scaled(photo, 28, 28, BufferedImage.TYPE_BYTE_GRAY);
        List<Case> cases = List.of(
                new Case("JPEG 500x375 to 224", jpeg(scaled(photo, 500, 375), 0.9f, false), null, large),
                new Case("JPEG 500x375 progressive to 224", jpeg(scaled(photo, 500, 375), 0.9f, true), null, large),
                new Case("JPEG 1280x720 to 224", jpeg(scaled(photo, 1280, 720), 0.9f, false), null, large),
                new Case("JPEG 4000x3000 to 224", jpeg(scaled(photo, 4000, 3000), 0.9f, false), null, large),
                new Case("JPEG 4000x3000 progressive to 224", jpeg(scaled(photo, 4000, 3000), 0.9f, true), null, large),
                new Case("PNG 500x375 to 224", png(scaled(photo, 500, 375)), null, large),
                new Case("PNG 28x28 gray to 28", png(thumbnail), null, small),
                new Case("raw 28x28 gray to 28", new byte[784], "image/x-raw;width=28;height=28;channels=1", small));
        System.out.printf("Java %s%n", System.getProperty("java.version"));
        System.out.printf("%-34s %9s %9s %9s %9s %9s%n", "", "bytes", "inspect", "decode", "smooth", "ImageIO");
        for (Case each : cases) {
            measure(each);
        }
    }

    private static void measure(Case each) {
        ByteBuffer encoded = ByteBuffer.wrap(each.encoded());
        ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
        ImageHeader header = (ImageHeader) inspector.inspect(encoded, each.mediaType());
        try (ImageDecoder decoder = new ImageDecoder()) {
            double inspect = median(() -> inspector.inspect(encoded, each.mediaType()));
            double decode = median(() -> decoder.decode(encoded, header, each.target(), Resizing.STRETCH));
            double smooth = median(() -> decoder.decode(encoded, header, each.target(), SMOOTH));
            String plain = each.mediaType() != null ? "" : "%9.1f".formatted(median(() -> plain(each)));
            System.out.printf(
                    "%-34s %9d %9.2f %9.1f %9.1f %9s%n",
                    each.name(), each.encoded().length, inspect, decode, smooth, plain);
        }
    }

    private static Object plain(Case each) {
        try {
            ImageShape target = each.target();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(each.encoded()));
            int type = target.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
            BufferedImage resized = new BufferedImage(target.width(), target.height(), type);
            Graphics2D graphics = resized.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, target.width(), target.height(), null);
            graphics.dispose();
            return resized;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        @Nullable
        Object run();
    }

    private static double median(Work work) {
        long warmUpEnd = THREADS.getCurrentThreadCpuTime() + 3_000_000_000L;
        int times = 0;
        while (THREADS.getCurrentThreadCpuTime() < warmUpEnd) {
            consume(work.run());
            times++;
        }
        int perRound = Math.max(1, times / 30);
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int k = 0; k < perRound; k++) {
                consume(work.run());
            }
            rounds[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / perRound;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static volatile @Nullable Object sink;

    private static void consume(@Nullable Object result) {
        sink = result;
    }

    private static BufferedImage scaled(BufferedImage source, int width, int height) {
        return scaled(source, width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    private static BufferedImage scaled(BufferedImage source, int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(source.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return image;
    }

    private static byte[] jpeg(BufferedImage image, float quality, boolean progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
