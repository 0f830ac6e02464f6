package io.inferencestream.djl;

import io.inferencestream.decode.image.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Images for a model's warm-up, as unlike each other as images of any kind: noise, plain colours, gradients. */
final class WarmUpImages {
    private static final long SEED = 20_261_123;
    private static final int WHITE = 250;
    private static final int GRAY = 128;

    private final List<byte[]> list = new ArrayList<>();
    private final ImageShape shape;

    WarmUpImages(ImageShape shape) {
        this.shape = shape;
        byte[] noise = new byte[shape.bytes()];
        new Random(SEED).nextBytes(noise);
        list.add(noise);
        list.add(filled(value -> value / shape.channels() % shape.width() * WHITE / shape.width()));
        list.add(filled(value -> value / shape.channels() / shape.width() * WHITE / shape.height()));
        list.add(filled(value -> 0));
        list.add(filled(value -> WHITE));
        list.add(filled(value -> GRAY));
        for (int channel = 0; shape.channels() > 1 && channel < shape.channels(); channel++) {
            int lit = channel;
            list.add(filled(value -> value % shape.channels() == lit ? WHITE : 0));
        }
    }

    private byte[] filled(IntUnaryOperator valueAt) {
        byte[] pixels = new byte[shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) valueAt.applyAsInt(i);
        }
        return pixels;
    }

    int count() {
        return list.size();
    }

    /** One of them, row by row, channels interleaved; the first is noise. A copy. */
    byte[] get(int index) {
        byte[] pixels = list.get(index);
        return Arrays.copyOf(pixels, pixels.length);
    }
}
