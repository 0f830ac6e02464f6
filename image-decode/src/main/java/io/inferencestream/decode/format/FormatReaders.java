package io.inferencestream.decode.format;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The formats that modules on the class path add. Thread-safe. */
public final class FormatReaders {
    private final List<FormatReader> readers;

    FormatReaders(List<FormatReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** Those on the class path of this module. */
    public static FormatReaders installed() {
        ServiceLoader<FormatReader> found =
                ServiceLoader.load(FormatReader.class, FormatReaders.class.getClassLoader());
        return new FormatReaders(found.stream().map(ServiceLoader.Provider::get).toList());
    }

    /** The one that recognises the bytes; null where none does. */
    public @Nullable FormatReader recognising(Encoded bytes) {
        for (FormatReader reader : readers) {
            if (reader.recognises(bytes)) {
                return reader;
            }
        }
        return null;
    }

    /** @throws IllegalStateException where no module reads the format: its header cannot come from here */
    public FormatReader of(ImageFormat format) {
        for (FormatReader reader : readers) {
            if (reader.format() == format) {
                return reader;
            }
        }
        throw new IllegalStateException("no module on the class path reads " + format);
    }
}
