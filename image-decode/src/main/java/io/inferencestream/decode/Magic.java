package io.inferencestream.decode;

import io.inferencestream.decode.dicom.DicomImage;
import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.png.PngHeader;
import org.jspecify.annotations.Nullable;

/** Tells kinds of files by their first bytes, those that are read and those that are only known by name. */
final class Magic {
    private static final String BY_IMAGE_FORMATS = ": add the module image-formats to the class path, which reads it";

    /** What to do with files of cameras and phones that no library of ours reads. */
    private static final String CONVERT =
            ": convert it to JPEG before, or set the camera to JPEG (\"Most Compatible\" on an iPhone)";

    private Magic() {}

    static @Nullable ImageFormat formatOf(Encoded bytes) {
        if (bytes.hasAt(0, "\u00ff\u00d8")) {
            return ImageFormat.JPEG;
        }
        if (bytes.hasAt(0, PngHeader.SIGNATURE)) {
            return ImageFormat.PNG;
        }
        if (bytes.hasAt(0, "GIF87a") || bytes.hasAt(0, "GIF89a")) {
            return ImageFormat.GIF;
        }
        if (bytes.hasAt(0, "BM")) {
            return ImageFormat.BMP;
        }
        return bytes.hasAt(DicomImage.PREAMBLE, "DICM") ? ImageFormat.DICOM : null;
    }

    /** What a file of no known format is, as far as that can be told. */
    static String nameOf(Encoded bytes) throws UndecodableException {
        if (bytes.hasAt(0, "RIFF") && bytes.hasAt(8, "WEBP")) {
            return "WebP" + BY_IMAGE_FORMATS;
        }
        if (bytes.hasAt(0, "II*\0") || bytes.hasAt(0, "MM\0*") || bytes.hasAt(0, "II+\0") || bytes.hasAt(0, "MM\0+")) {
            return "TIFF" + BY_IMAGE_FORMATS;
        }
        if (bytes.hasAt(4, "ftyp") && bytes.length() >= 12) {
            return isoMedia(bytes.latin1(8, 4));
        }
        if (bytes.hasAt(0, "\0\0\0\fjP  ") || bytes.hasAt(0, "\u00ff\u004f\u00ff\u0051")) {
            return "JPEG 2000";
        }
        if (bytes.hasAt(0, "\u00ff\n") || bytes.hasAt(0, "\0\0\0\fJXL ")) {
            return "JPEG XL";
        }
        if (bytes.hasAt(0, "%PDF")) {
            return "PDF";
        }
        if (bytes.hasAt(0, "8BPS")) {
            return "Photoshop";
        }
        if (bytes.hasAt(0, "\0\0\u0001\0")) {
            return "Windows icon";
        }
        if (bytes.hasAt(0, "P") && bytes.length() > 2 && "1234567".indexOf(bytes.u8(1)) >= 0 && bytes.u8(2) <= ' ') {
            return "Netpbm";
        }
        return text(bytes);
    }

    private static String isoMedia(String brand) {
        return switch (brand) {
            case "avif", "avis" -> "AVIF" + CONVERT;
            case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> "HEIC" + CONVERT;
            default -> "ISO media (" + Encoded.printable(brand) + ")";
        };
    }

    private static String text(Encoded bytes) throws UndecodableException {
        String head = bytes.latin1(0, Math.min(bytes.length(), 512));
        if (head.contains("<svg")) {
            return "SVG";
        }
        if (head.stripLeading().startsWith("<")) {
            return "HTML or XML";
        }
        return "not a known image format";
    }
}
