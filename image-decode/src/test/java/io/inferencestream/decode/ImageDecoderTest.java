package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecoderTest {
    private static final ImageShape TARGET = new ImageShape(32, 32, 3);

    @Test
    void decodesForManyThreadsAtOnce() throws InterruptedException, ExecutionException {
        List<byte[]> images = List.of(
                ImageFiles.jpeg(ImageFiles.gradient(100, 80)),
                ImageFiles.progressiveJpeg(ImageFiles.gradient(90, 70)),
                ImageFiles.encoded(ImageFiles.gradient(60, 60), "png"),
                ImageFiles.encoded(ImageFiles.palette(50, 60, 8), "gif"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ImageDecoder decoder = new ImageDecoder()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                byte[] image = images.get(i % images.size());
                byte[] expected = Decoding.pixels(image, TARGET).values();
                done.add(threads.submit(() -> {
                    Decoded decoded =
                            decoder.decode(ByteBuffer.wrap(image), Decoding.header(image), TARGET, Resizing.STRETCH);
                    assertThat(((Pixels) decoded).values()).isEqualTo(expected);
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void decodesDirectAndReadOnlyBuffers() {
        byte[] png = ImageFiles.encoded(ImageFiles.gradient(40, 40), "png");
        ByteBuffer direct = ByteBuffer.allocateDirect(png.length).put(png).flip();
        byte[] expected = Decoding.pixels(png, TARGET).values();
        try (ImageDecoder decoder = new ImageDecoder()) {
            for (ByteBuffer buffer :
                    new ByteBuffer[] {direct, ByteBuffer.wrap(png).asReadOnlyBuffer()}) {
                Decoded decoded = decoder.decode(buffer, Decoding.header(png), TARGET, Resizing.STRETCH);

                assertThat(((Pixels) decoded).values()).isEqualTo(expected);
                assertThat(buffer.remaining()).isEqualTo(png.length);
            }
        }
    }

    @Test
    void refusesToDecodeOnceClosed() {
        byte[] png = ImageFiles.encoded(ImageFiles.gradient(4, 4), "png");
        ImageDecoder decoder = new ImageDecoder();
        decoder.close();
        decoder.close();

        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(png), Decoding.header(png), TARGET, Resizing.STRETCH))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "jpeg, 500, 375, 224, 3",
        "jpeg, 2000, 1500, 224, 3",
        "jpeg, 3000, 40, 64, 3",
        "jpeg, 40, 3000, 64, 1",
        "jpeg, 20, 20, 500, 3",
        "progressive, 500, 375, 224, 3",
        "progressive, 2000, 1500, 224, 3",
        "png, 500, 375, 224, 3",
        "png, 28, 28, 28, 1",
        "png, 3000, 2000, 224, 3",
        "interlaced, 1500, 1000, 224, 3",
        "gif, 500, 375, 224, 3",
        "bmp, 500, 375, 224, 3",
        "bmp, 1, 4000, 10, 1"
    })
    void staysWithinTheWorkingBytesThatTheHeaderTells(String kind, int width, int height, int side, int channels) {
        BufferedImage image = ImageFiles.gradient(width, height);
        byte[] encoded = switch (kind) {
            case "jpeg" -> ImageFiles.jpeg(image);
            case "progressive" -> ImageFiles.progressiveJpeg(image);
            case "interlaced" -> ImageFiles.interlaced(image, "png");
            default -> ImageFiles.encoded(image, kind);
        };
        ImageShape target = new ImageShape(side, side, channels);
        ImageHeader header = Decoding.header(encoded);
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decode(buffer, header, target);
        long before = thread.getCurrentThreadAllocatedBytes();

        Decoded decoded = decode(buffer, header, target);

        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(decoded).isInstanceOf(Pixels.class);
        assertThat(allocated).isLessThanOrEqualTo(header.workingBytes(target));
    }

    /** With a decoder that has kept nothing yet. */
    private static Decoded decode(ByteBuffer encoded, ImageHeader header, ImageShape target) {
        try (ImageDecoder fresh = new ImageDecoder()) {
            return fresh.decode(encoded, header, target, Resizing.STRETCH);
        }
    }
}
