package io.inferencestream.decode.file;

import io.inferencestream.decode.image.Orientation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the orientation in XMP, as an attribute or as an element of its own. */
public final class XmpOrientation {
    private static final Pattern TAG = Pattern.compile("tiff:Orientation(?:\\s{0,9}=\\s{0,9}[\"']|>)\\s{0,9}([1-8])");

    private XmpOrientation() {}

    /** The orientation that the XMP names; null where it names none. */
    public static @Nullable Orientation find(CharSequence xmp) {
        Matcher tag = TAG.matcher(xmp);
        return tag.find() ? Orientation.ofExif(Integer.parseInt(tag.group(1))) : null;
    }
}
