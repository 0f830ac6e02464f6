package io.inferencestream.schemas.avro;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Gives Avro the generated classes of one schema, and no others.
 *
 * <p>Avro loads generated classes by the names that a schema states, and from 1.12.2 on only those whose package a
 * system property trusts. Here the names come from a schema that is compiled in, so that no property is needed, and a
 * schema from elsewhere cannot name any other class.
 */
final class EventClasses extends SpecificData {
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Schema root;

    /** @param type a class that Avro generated */
    EventClasses(Class<?> type) {
        super(type.getClassLoader());
        addLogicalTypeConversions(this);
        root = getSchema(type);
        add(root);
    }

    /** Records of this writer's schema, as the class given first. */
    RecordReader.Target target(Schema writer) {
        return new RecordReader.Target(root, this, Layouts.isSameLayout(writer, root));
    }

    private void add(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (addNamed(schema)) {
                    schema.getFields().forEach(field -> add(field.schema()));
                }
            }
            case ENUM, FIXED -> addNamed(schema);
            case ARRAY -> add(schema.getElementType());
            case MAP -> add(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::add);
            default -> {
                // the others have no class of their own
            }
        }
    }

    private boolean addNamed(Schema schema) {
        if (classes.containsKey(schema.getFullName())) {
            return false;
        }
        try {
            classes.put(schema.getFullName(), Class.forName(getClassName(schema), false, getClassLoader()));
            return true;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class was generated for " + schema.getFullName(), e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Avro declares it
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }
}
