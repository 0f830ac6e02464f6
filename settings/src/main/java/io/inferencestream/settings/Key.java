package io.inferencestream.settings;

/**
 * All that is known of one key, as the call that reads it declares it.
 *
 * @param section path of its section, such as {@code limits}; empty at the top
 * @param name within the section
 * @param type how its text becomes a value, and what form the text has
 * @param isRequired whether something has to be given
 * @param byDefault what is read where nothing is given; of a required key, an example
 * @param means what it means, in sentences
 */
public record Key(String section, String name, ValueType<?> type, boolean isRequired, String byDefault, String means) {

    /** Section and name, with dots: {@code limits.imageBytes}. */
    public String path() {
        return path(section, name);
    }

    static String path(String section, String name) {
        return section.isEmpty() ? name : section + "." + name;
    }
}
