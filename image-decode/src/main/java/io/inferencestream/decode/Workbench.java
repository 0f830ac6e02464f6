package io.inferencestream.decode;

import io.inferencestream.decode.bmp.BmpDecoder;
import io.inferencestream.decode.dicom.DicomDecoder;
import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.format.FormatReaders;
import io.inferencestream.decode.gif.GifDecoder;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.jpeg.JpegDecoder;
import io.inferencestream.decode.png.PngDecoder;
import io.inferencestream.decode.raw.RawDecoder;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;

/**
 * What one thread needs to decode one image after another.
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
final class Workbench implements AutoCloseable {
    private final Scratch scratch = new Scratch();
    private final JpegDecoder jpeg = new JpegDecoder(scratch);
    private final PngDecoder png = new PngDecoder(scratch);
    private final GifDecoder gif = new GifDecoder(scratch);
    private final BmpDecoder bmp = new BmpDecoder(scratch);
    private final DicomDecoder dicom = new DicomDecoder(scratch, jpeg);
    private final RawDecoder raw = new RawDecoder(scratch);

    private final FormatReaders added;

    Workbench(FormatReaders added) {
        this.added = added;
    }

    Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing) throws UndecodableException {
        return switch (header.format()) {
            case JPEG -> jpeg.decode(bytes, header, target, resizing);
            case PNG -> png.decode(bytes, header, target, resizing);
            case GIF -> gif.decode(bytes, header, target, resizing);
            case BMP -> bmp.decode(bytes, header, target, resizing);
            case DICOM -> dicom.decode(bytes, header, target, resizing);
            case WEBP, TIFF -> added.of(header.format()).decode(bytes, header, target, resizing, scratch);
            case RAW -> raw.decode(bytes, header, target, resizing);
        };
    }

    @Override
    public void close() {
        png.close();
    }
}
