package io.inferencestream.producer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells image files from others: by the ending of the name, and where that does not tell, by how the file begins. An
 * image of a kind that no stream reads is an image all the same.
 */
final class ImageFile {
    private static final Set<String> ENDINGS = Set.of(
            "avif", "bmp", "dcm", "dib", "dicom", "gif", "heic", "heif", "ico", "j2k", "jfif", "jp2", "jpe", "jpeg",
            "jpg", "jxl", "pbm", "pgm", "png", "pnm", "ppm", "qoi", "tga", "tif", "tiff", "webp");

    /** Bytes as characters of the same number: JPEG, PNG, GIF, BMP, TIFF, WebP, HEIF and AVIF, DICOM. */
    private static final Pattern BEGINNING = Pattern.compile(
            "\u00ff\u00d8\u00ff.*|\u0089PNG.*|GIF8.*|BM.{4}\\x00{4}.*|II\\*\\x00.*|MM\\x00\\*.*|RIFF.{4}WEBP.*"
                    + "|.{4}ftyp(hei[cx]|hevc|mif1|msf1|avif).*|.{128}DICM",
            Pattern.DOTALL);

    private static final int ENOUGH = 132;

    private ImageFile() {}

    /** Whether a file is an image; one that cannot be read is one if its name says so. */
    static boolean isImage(String name, SourceImage.Content content) {
        return ENDINGS.contains(ending(name)) || beginsAsImage(content);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean beginsAsImage(SourceImage.Content content) {
        try (InputStream in = content.open()) {
            return BEGINNING
                    .matcher(new String(in.readNBytes(ENOUGH), ISO_8859_1))
                    .matches();
        } catch (IOException e) {
            return false;
        }
    }
}
