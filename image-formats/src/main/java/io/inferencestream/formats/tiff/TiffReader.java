package io.inferencestream.formats.tiff;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.format.FormatReader;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;

/**
 * TIFF: the first page, gray, RGB, CMYK, YCbCr or with a palette, of 1 to 16 bits a sample, in strips or tiles, plain or
 * packed in one of the usual ways. Alpha is passed over. Thread-safe.
 */
public final class TiffReader implements FormatReader {

    @Override
    public ImageFormat format() {
        return ImageFormat.TIFF;
    }

    @Override
    public boolean recognises(Encoded bytes) {
        return TiffFields.isRecognised(bytes);
    }

    @Override
    public ImageHeader inspect(Encoded bytes) throws UndecodableException {
        return TiffPage.read(bytes).header();
    }

    @Override
    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing, Scratch scratch)
            throws UndecodableException {
        TiffPage page = TiffPage.read(bytes);
        boolean plain = page.compression() == TiffCompression.NONE && page.colours() != TiffColours.YCC;
        int[][] places = page.pieces().places(bytes.length(), plain);
        if (page.compression() == TiffCompression.JPEG) {
            TiffJpeg.require(bytes, page, places);
        }
        TiffRows rows = new TiffRows(page, raster(page, TiffSource.of(bytes, page, places)));
        Rendering rendering = Rendering.interleaved(header, TiffRows.model(page), target, resizing, scratch);
        rows.renderTo(rendering);
        return rendering.finish();
    }

    private static Raster raster(TiffPage page, TiffSource source) throws UndecodableException {
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
        AtomicReference<String> warning = new AtomicReference<>();
        reader.addIIOReadWarningListener((from, message) -> warning.compareAndSet(null, message));
        try {
            reader.setInput(source, true, true);
            Raster raster = reader.read(0).getRaster();
            if (warning.get() != null && page.compression() == TiffCompression.JPEG) {
                throw UndecodableException.corrupt("TIFF of which the library says: " + warning.get());
            }
            return raster;
        } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
            // The library's checks have holes, through which bad files fall as whatever the JDK or an assertion throws.
            throw UndecodableException.corrupt("TIFF that the library does not decode: " + e);
        } finally {
            reader.dispose();
        }
    }
}
