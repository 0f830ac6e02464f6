package io.inferencestream.formats.webp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.format.FormatReader;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;
import java.util.Arrays;

/**
 * WebP: with and without losses, with alpha, which is passed over, and the first frame of an animation, on black where it
 * does not cover its canvas. Thread-safe.
 */
public final class WebpReader implements FormatReader {
    private final Libwebp library = new Libwebp();

    @Override
    public ImageFormat format() {
        return ImageFormat.WEBP;
    }

    @Override
    public boolean recognises(Encoded bytes) {
        return WebpFile.isRecognised(bytes);
    }

    @Override
    public ImageHeader inspect(Encoded bytes) throws UndecodableException {
        return WebpFile.read(bytes).header();
    }

    @Override
    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing, Scratch scratch)
            throws UndecodableException {
        WebpFile file = WebpFile.read(bytes);
        int[] pixels = pixels(bytes, file);
        Rendering rendering = Rendering.interleaved(header, ColourModel.RGB, target, resizing, scratch);
        byte[] row = new byte[3 * file.width()];
        for (int y = 0; y < file.height(); y++) {
            if (rendering.wants(y)) {
                fill(row, file, pixels, y - file.top());
                rendering.accept(y, row, 0, 3, 1);
            }
        }
        return rendering.finish();
    }

    private int[] pixels(Encoded bytes, WebpFile file) throws UndecodableException {
        if (!file.animated()) {
            return library.decode(bytes.array(), bytes.indexOf(0), bytes.length());
        }
        byte[] still = StillWebp.of(bytes, file);
        return library.decode(still, 0, still.length);
    }

    private static void fill(byte[] row, WebpFile file, int[] pixels, int frameRow) {
        int width = file.frame().width();
        if (frameRow < 0 || frameRow >= file.frame().height()) {
            Arrays.fill(row, (byte) 0);
            return;
        }
        int to = 3 * file.left();
        for (int i = frameRow * width; i < (frameRow + 1) * width; i++, to += 3) {
            int pixel = pixels[i];
            row[to] = (byte) (pixel >> 16);
            row[to + 1] = (byte) (pixel >> 8);
            row[to + 2] = (byte) pixel;
        }
    }
}
