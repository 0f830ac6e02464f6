package io.inferencestream.decode.raw;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the media type of bare samples, such as {@code image/x-raw;width=28;height=28;channels=1}. */
public final class RawMediaType {
    private static final String TYPE = "image/x-raw";
    private static final Pattern PARAMETER = Pattern.compile("\\s*([a-z]+)\\s*=\\s*\"?([0-9]{1,9})\"?\\s*");

    private RawMediaType() {}

    public static boolean matches(@Nullable String mediaType) {
        return mediaType != null
                && mediaType.regionMatches(true, 0, TYPE, 0, TYPE.length())
                && (mediaType.length() == TYPE.length()
                        || mediaType.charAt(TYPE.length()) == ';'
                        || mediaType.charAt(TYPE.length()) == ' ');
    }

    /**
     * The shape that a media type tells. Producers tell the same one for every image, so whoever reads many keeps it: to
     * read it costs more than all the rest of an image's way in.
     *
     * @throws UndecodableException when a parameter is missing, unknown, told twice, or not a number
     */
    public static Shape read(String mediaType) throws UndecodableException {
        int width = 0;
        int height = 0;
        int channels = 0;
        String[] parts = mediaType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            Matcher parameter = PARAMETER.matcher(parts[i]);
            if (!parameter.matches()) {
                throw malformed(mediaType);
            }
            int value = Integer.parseInt(parameter.group(2));
            switch (parameter.group(1)) {
                case "width" -> width = once(width, value, mediaType);
                case "height" -> height = once(height, value, mediaType);
                case "channels" -> channels = once(channels, value, mediaType);
                default -> throw malformed(mediaType);
            }
        }
        if (width < 1 || height < 1 || channels != 1 && channels != 3) {
            throw malformed(mediaType);
        }
        return new Shape(mediaType, width, height, channels);
    }

    /** What a media type says, and the media type itself, as it was written. */
    public record Shape(String mediaType, int width, int height, int channels) {

        /**
         * The header of an image of this shape.
         *
         * @param length bytes that there are; must be exactly those of the shape
         * @throws UndecodableException when the sizes differ
         */
        public ImageHeader header(int length) throws UndecodableException {
            long expected = (long) width * height * channels;
            if (expected != length) {
                throw UndecodableException.corrupt("raw image of " + width + "x" + height + "x" + channels + " needs "
                        + expected + " bytes, not " + length);
            }
            return ImageHeader.of(ImageFormat.RAW, width, height, channels, Orientation.UPRIGHT, 0);
        }
    }

    private static int once(int before, int value, String mediaType) throws UndecodableException {
        if (before != 0) {
            throw malformed(mediaType);
        }
        return value;
    }

    private static UndecodableException malformed(String mediaType) {
        String shown = mediaType.length() <= 80 ? mediaType : mediaType.substring(0, 80) + "...";
        return UndecodableException.unsupported(
                "raw media type must be " + TYPE + ";width=W;height=H;channels=1|3, not " + Encoded.printable(shown));
    }
}
