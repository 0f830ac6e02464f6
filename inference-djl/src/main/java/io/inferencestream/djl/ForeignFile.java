package io.inferencestream.djl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognises what often lies where a model should. */
final class ForeignFile {
    private static final int FIRST = 64;

    private ForeignFile() {}

    /** What a file is instead of a model and what to do, or null where it may be one. */
    static @Nullable String name(Path file) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(FIRST), StandardCharsets.ISO_8859_1);
        }
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return "empty: copy it again";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "a pointer of Git LFS and not the file itself: run 'git lfs pull' where it was cloned, and copy it"
                    + " again";
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            return "a web page and not the file itself: download it by the link to the raw file";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive, as PyTorch and Keras write: export the model from there, or unpack the archive";
        }
        if (text.startsWith("\u0089HDF")) {
            return "an HDF5 file of Keras: load it there and export it as SavedModel (model.export) or ONNX";
        }
        return text.startsWith("TFL3", 4) ? "a TensorFlow Lite model: export the original as SavedModel or ONNX" : null;
    }
}
