package io.inferencestream.cluster.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/**
 * What the registry knows and the rules by which it changes. Thread-safe; a change is in the file before the method
 * returns. Every refusal is a {@link RegistryError}.
 */
final class SchemaStore {
    private final StateFile file;
    private final SchemaTable schemas;
    private final SubjectTable subjects = new SubjectTable();
    private final Settings<CompatibilityLevel> levels = new Settings<>(CompatibilityLevel.BACKWARD);
    private final Settings<Mode> modes = new Settings<>(Mode.READWRITE);

    SchemaStore(StateFile file) {
        this.file = file;
        RegistryState state = file.read();
        schemas = new SchemaTable(state.nextId());
        state.versions().forEach(subjects::put);
        for (RegisteredSchema schema : state.schemas()) { // in the order of ids, so that referenced ones come first
            schemas.restore(schema, parse(new SchemaRequest(schema.text(), schema.references())));
        }
        state.levels().forEach((subject, name) -> levels.set(subject, CompatibilityLevel.named(name)));
        state.modes().forEach((subject, name) -> modes.set(subject, Mode.named(name)));
    }

    /** The version that holds the schema in the subject: the one that was there, or a new one. */
    synchronized SubjectVersion register(String subject, SchemaRequest request) {
        ParsedSchema parsed = parse(request);
        Optional<SubjectVersion> known = holding(parsed, subjects.ofAny(subject));
        if (known.isPresent()) {
            return known.get();
        }
        requireWritable(subject);
        List<String> objections = levels.of(subject).objections(parsed.avro(), avro(subjects.ofAny(subject)));
        if (!objections.isEmpty()) {
            throw RegistryError.incompatible(subject, String.join("; ", objections));
        }
        int id = schemas.idOfNew(parsed, request.references());
        SubjectVersion added = new SubjectVersion(subject, subjects.nextVersion(subject), id, false);
        subjects.put(added);
        save();
        return added;
    }

    /** The version that holds the schema in the subject. */
    synchronized SubjectVersion lookup(String subject, SchemaRequest request, boolean withDeleted) {
        List<SubjectVersion> versions = subjects.of(subject, withDeleted);
        return holding(parse(request), versions).orElseThrow(() -> RegistryError.unknownSchema(""));
    }

    private Optional<SubjectVersion> holding(ParsedSchema parsed, List<SubjectVersion> versions) {
        return schemas.idOf(parsed)
                .flatMap(id ->
                        versions.stream().filter(version -> version.id() == id).reduce((older, newer) -> newer));
    }

    synchronized List<SubjectVersion> versions(String subject, boolean withDeleted) {
        return subjects.of(subject, withDeleted);
    }

    synchronized SubjectVersion version(String subject, VersionName name, boolean withDeleted) {
        return subjects.get(subject, name, withDeleted);
    }

    /** Versions of all subjects, ordered by subject and age. */
    synchronized List<SubjectVersion> versions(Predicate<SubjectVersion> wanted) {
        return subjects.all().filter(wanted).toList();
    }

    /** The schema of an id that some version, deleted or not, holds. */
    synchronized RegisteredSchema schema(int id) {
        return schemas.withId(id).orElseThrow(() -> RegistryError.unknownSchema(Integer.toString(id)));
    }

    /** Ids of the schemas that refer to a version. */
    synchronized List<Integer> referringTo(SubjectVersion version) {
        return referringTo(version, false);
    }

    private List<Integer> referringTo(SubjectVersion version, boolean withDeleted) {
        return schemas.all().stream()
                .filter(schema -> schema.refersTo(version))
                .map(RegisteredSchema::id)
                .filter(id -> subjects.all().anyMatch(user -> user.id() == id && (withDeleted || !user.isDeleted())))
                .toList();
    }

    /** What speaks against a schema as another version of a subject; nothing if the subject does not exist. */
    synchronized List<String> objections(String subject, SchemaRequest request) {
        return levels.of(subject).objections(parse(request).avro(), avro(subjects.ofAny(subject)));
    }

    /** The same against one version only. */
    synchronized List<String> objections(String subject, VersionName name, SchemaRequest request) {
        SubjectVersion version = subjects.get(subject, name, false);
        return levels.of(subject).objections(parse(request).avro(), avro(List.of(version)));
    }

    /** Deletes softly: numbers and ids stay taken, ids stay readable. Permanently: only after that. */
    synchronized SubjectVersion delete(String subject, VersionName name, boolean permanently) {
        SubjectVersion version = subjects.get(subject, name, permanently);
        if (permanently && !version.isDeleted()) {
            throw RegistryError.versionNotYetSoftDeleted(subject, version.version());
        }
        deleteAll(List.of(version), permanently);
        return version;
    }

    synchronized List<SubjectVersion> deleteSubject(String subject, boolean permanently) {
        List<SubjectVersion> versions = subjects.of(subject, permanently);
        if (permanently && versions.stream().anyMatch(version -> !version.isDeleted())) {
            throw RegistryError.subjectNotYetSoftDeleted(subject);
        }
        deleteAll(versions, permanently);
        return versions;
    }

    private void deleteAll(List<SubjectVersion> versions, boolean permanently) {
        for (SubjectVersion version : versions) {
            requireWritable(version.subject());
            if (!referringTo(version, permanently).isEmpty()) {
                throw RegistryError.referenced(version.subject(), version.version());
            }
        }
        for (SubjectVersion version : versions) {
            if (permanently) {
                subjects.remove(version);
            } else {
                subjects.replace(version, version.deleted());
            }
        }
        schemas.retain(id -> subjects.all().anyMatch(version -> version.id() == id));
        save();
    }

    synchronized <R> R withLevels(Function<Settings<CompatibilityLevel>, R> question) {
        return question.apply(levels);
    }

    synchronized void changeLevels(Consumer<Settings<CompatibilityLevel>> change) {
        change.accept(levels);
        save();
    }

    synchronized <R> R withModes(Function<Settings<Mode>, R> question) {
        return question.apply(modes);
    }

    synchronized void changeModes(Consumer<Settings<Mode>> change) {
        change.accept(modes);
        save();
    }

    private void requireWritable(String subject) {
        if (modes.of(subject) == Mode.READONLY) {
            throw RegistryError.readOnly(subject);
        }
    }

    private ParsedSchema parse(SchemaRequest request) {
        return ParsedSchema.of(request, this::referenced);
    }

    private RegisteredSchema referenced(Reference reference) {
        return subjects.all()
                .filter(version -> version.subject().equals(reference.subject()))
                .filter(version -> version.version() == reference.version())
                .findFirst()
                .flatMap(version -> schemas.withId(version.id()))
                .orElseThrow(() -> RegistryError.invalidSchema("no such reference: " + reference));
    }

    private List<Schema> avro(List<SubjectVersion> versions) {
        List<Schema> parsed = new ArrayList<>();
        for (SubjectVersion version : versions) {
            RegisteredSchema schema = schemas.withId(version.id()).orElseThrow();
            parsed.add(
                    parse(new SchemaRequest(schema.text(), schema.references())).avro());
        }
        return parsed;
    }

    private void save() {
        file.write(new RegistryState(
                schemas.nextId(), schemas.all(), subjects.all().toList(), levels.names(), modes.names()));
    }
}
