package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.jpeg.JpegHeader;
import org.jspecify.annotations.Nullable;

/** The first frame of a data set: what is told of it, checked, and where its pixels lie. */
public final class DicomImage {
    /** Bytes before the four letters that a file begins with. */
    public static final int PREAMBLE = 128;

    private static final String MEDIA_TYPE = "application/dicom";

    /** A sample as a number, and as a byte of what is shown. */
    private static final long BYTES_PER_SAMPLE = 8;

    private final DataSet data;
    private final PixelModule module;

    private DicomImage(DataSet data, PixelModule module) {
        this.data = data;
        this.module = module;
    }

    /** Whether a media type says that the bytes are a data set, with DICOM's preamble or without. */
    public static boolean isToldBy(@Nullable String mediaType) {
        return mediaType != null && mediaType.split(";", 2)[0].strip().equalsIgnoreCase(MEDIA_TYPE);
    }

    /**
     * Reads all but the pixels.
     *
     * @throws UndecodableException when the file is damaged, or of a kind that is not read; never tells a value of the
     *     data set but the transfer syntax and the shape of the image
     */
    public static DicomImage read(Encoded bytes) throws UndecodableException {
        DataSet data = DataSet.read(bytes);
        PixelModule module = PixelModule.read(data);
        boolean isHalved = module.photometric() == Photometric.YBR_FULL_422;
        boolean isPalette = module.photometric() == Photometric.PALETTE;
        if (isHalved && data.syntax() == TransferSyntax.RLE || isPalette && data.syntax() == TransferSyntax.JPEG) {
            throw UndecodableException.unsupported("DICOM of " + module.photometric() + " in " + data.syntax());
        }
        return new DicomImage(data, module);
    }

    /** The header; its orientation is upright, for the way a patient lies turns nothing. */
    public ImageHeader header() throws UndecodableException {
        long held = BYTES_PER_SAMPLE * module.samples() * module.width() + module.levels();
        if (module.photometric() == Photometric.PALETTE) {
            held += PaletteTable.heldBytes(data);
        }
        if (isCompressed()) {
            held += fragments().heldBytes();
        }
        if (isJpeg()) {
            ImageHeader jpeg = jpegHeader();
            held += needsLevels() ? jpeg.workingBytes(grayShape()) : jpeg.heldBytes();
        } else if (module.photometric().isGray()) {
            grayLevels();
        }
        return ImageHeader.of(
                ImageFormat.DICOM, module.width(), module.height(), module.samples(), Orientation.UPRIGHT, held);
    }

    /** Whether the samples of a compressed frame are not yet what is shown. */
    boolean needsLevels() throws UndecodableException {
        return module.photometric().isGray() && !grayLevels().areIdentity();
    }

    ImageShape grayShape() {
        return new ImageShape(module.width(), module.height(), 1);
    }

    boolean isJpeg() {
        return data.syntax() == TransferSyntax.JPEG;
    }

    private boolean isCompressed() {
        return isJpeg() || data.syntax() == TransferSyntax.RLE;
    }

    Encoded jpeg() throws UndecodableException {
        return fragments().joined();
    }

    /** The header of the compressed frame, which must be of the shape that the data set tells. */
    ImageHeader jpegHeader() throws UndecodableException {
        ImageHeader found = jpegHeader(fragments());
        if (found.width() != module.width()
                || found.height() != module.height()
                || found.channels() != module.samples()) {
            throw UndecodableException.corrupt("DICOM of " + module.width() + "x" + module.height() + "x"
                    + module.samples() + " with a JPEG of " + found.width() + "x" + found.height() + "x"
                    + found.channels());
        }
        return found;
    }

    /** From the first piece where it is there. */
    private ImageHeader jpegHeader(Fragments fragments) throws UndecodableException {
        try {
            return JpegHeader.read(fragments.first());
        } catch (UndecodableException e) {
            if (e.why().fault() == ImageFault.UNSUPPORTED) {
                throw UndecodableException.unsupported("DICOM of transfer syntax " + data.syntaxName() + ": "
                        + e.why().detail());
            }
            if (fragments.heldBytes() == 0) {
                throw e;
            }
            return JpegHeader.read(fragments.joined());
        }
    }

    private Fragments fragments() throws UndecodableException {
        return Fragments.ofFirstFrame(data, module);
    }

    /** The rows, from the top, of pixels that are no JPEG. */
    FrameRows rows() throws UndecodableException {
        return data.syntax() == TransferSyntax.RLE
                ? new RleRows(fragments().joined(), module)
                : new NativeRows(data, module);
    }

    GrayLevels grayLevels() throws UndecodableException {
        return GrayLevels.read(data, module);
    }

    PaletteTable palette() throws UndecodableException {
        return PaletteTable.read(data, module);
    }

    PixelModule module() {
        return module;
    }
}
