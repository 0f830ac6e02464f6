package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.jpeg.JpegDecoder;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;

/**
 * Decodes the first frame of a DICOM row by row. Gray is what a viewer shows first: rescaled and through the first
 * window, see {@link GrayLevels}. Only a gray JPEG that has to be shown through a window is held as a whole.
 *
 * <p>Not thread-safe.
 */
public final class DicomDecoder {
    private final Scratch scratch;
    private final JpegDecoder jpeg;

    public DicomDecoder(Scratch scratch, JpegDecoder jpeg) {
        this.scratch = scratch;
        this.jpeg = jpeg;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        DicomImage image = DicomImage.read(bytes);
        if (!image.isJpeg()) {
            return render(image, header, target, resizing);
        }
        Encoded frame = image.jpeg();
        ImageHeader inner = image.jpegHeader();
        if (image.needsLevels()) {
            Pixels whole = jpeg.decode(frame, inner, image.grayShape(), Resizing.STRETCH);
            return renderGray(image, () -> rowsOf(whole), header, target, resizing);
        }
        return image.module().photometric() == Photometric.RGB
                ? jpeg.decodePlain(frame, inner, target, resizing)
                : jpeg.decode(frame, inner, target, resizing);
    }

    private Pixels render(DicomImage image, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        PixelModule module = image.module();
        if (module.photometric().isGray()) {
            return renderGray(image, image::rows, header, target, resizing);
        }
        PaletteTable palette = module.photometric() == Photometric.PALETTE ? image.palette() : null;
        Rendering rendering = Rendering.interleaved(header, module.photometric().colours(), target, resizing, scratch);
        FrameRows rows = image.rows();
        int[] words = new int[module.width() * module.samples()];
        byte[] row = new byte[module.width() * 3];
        for (int y = 0; y < module.height(); y++) {
            rows.next(words);
            for (int i = 0; i < words.length; i++) {
                int stored = module.stored(words[i]);
                if (palette == null) {
                    row[i] = module.eightBits(stored);
                } else {
                    palette.put(module.value(stored), row, 3 * i);
                }
            }
            rendering.accept(y, row, 0, 3, 1);
        }
        return rendering.finish();
    }

    /** Rows that can be had twice: once for their range, once to be shown. */
    private interface Frame {
        FrameRows rows() throws UndecodableException;
    }

    private Pixels renderGray(DicomImage image, Frame frame, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        PixelModule module = image.module();
        GrayLevels levels = image.grayLevels();
        byte[] table = levels.table(levels.needRange() ? levels.range(frame.rows()) : levels.fullRange());
        Rendering rendering = Rendering.interleaved(header, module.photometric().colours(), target, resizing, scratch);
        FrameRows rows = frame.rows();
        int[] words = new int[module.width()];
        byte[] row = new byte[module.width()];
        for (int y = 0; y < module.height(); y++) {
            rows.next(words);
            for (int i = 0; i < words.length; i++) {
                row[i] = table[module.stored(words[i])];
            }
            rendering.accept(y, row, 0, 1, 1);
        }
        return rendering.finish();
    }

    private static FrameRows rowsOf(Pixels pixels) {
        return new FrameRows() {
            private int at;

            @Override
            public void next(int[] words) {
                for (int i = 0; i < words.length; i++) {
                    words[i] = pixels.values()[at++] & 0xff;
                }
            }
        };
    }
}
