package io.inferencestream.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic as the command line names it: {@code images:6}.
 *
 * @param partitions at least 1; 1 if not given
 */
record TopicSpec(String name, int partitions) {

    /** Reads {@code NAME} or {@code NAME:PARTITIONS}. */
    static final class Converter implements ITypeConverter<TopicSpec> {
        @Override
        public TopicSpec convert(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            String partitions = colon < 0 ? "1" : text.substring(colon + 1);
            if (!name.matches("[a-zA-Z0-9._-]{1,249}") || !partitions.matches("[1-9][0-9]{0,4}")) {
                throw new TypeConversionException("must be NAME:PARTITIONS, such as images:6: " + text);
            }
            return new TopicSpec(name, Integer.parseInt(partitions));
        }
    }
}
