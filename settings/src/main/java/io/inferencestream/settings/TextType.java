package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The type of a value that is one text; a list is refused.
 *
 * @param form as in {@link ValueType#form}
 * @param reader reads a text without blanks at its ends
 * @param <T> of the value
 */
public record TextType<T>(String form, Reader<T> reader) implements ValueType<T> {

    /** Reads one text. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(String text) throws BadValueException;
    }

    @Override
    public T read(Setting setting) throws BadValueException {
        if (setting.isList()) {
            throw new BadValueException("is a list where one value is wanted", "Write a single value.");
        }
        return reader.read(setting.text().strip());
    }

    @Override
    public boolean isList() {
        return false;
    }

    /** Nothing where the text is empty. */
    public TextType<Optional<T>> orNone() {
        return new TextType<>(form, text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.read(text)));
    }

    /** A list, or one text with commas between the items; blank items are left out. */
    public ValueType<List<T>> listed() {
        return new Listed<>(this);
    }

    /** Takes a list too, joined by commas to one text. */
    public ValueType<T> joined() {
        TextType<T> type = this;
        return new ValueType<>() {
            @Override
            public T read(Setting setting) throws BadValueException {
                return type.read(Setting.scalar(setting.origin(), setting.text()));
            }

            @Override
            public String form() {
                return type.form();
            }

            @Override
            public boolean isList() {
                return false;
            }
        };
    }

    private record Listed<T>(TextType<T> item) implements ValueType<List<T>> {
        @Override
        public List<T> read(Setting setting) throws BadValueException {
            List<T> items = new ArrayList<>();
            for (String text : setting.isList()
                    ? setting.values()
                    : Arrays.asList(setting.text().split(",", -1))) {
                if (!text.isBlank()) {
                    items.add(item.reader().read(text.strip()));
                }
            }
            return List.copyOf(items);
        }

        @Override
        public String form() {
            return "a list, each " + item.form();
        }

        @Override
        public boolean isList() {
            return true;
        }
    }
}
