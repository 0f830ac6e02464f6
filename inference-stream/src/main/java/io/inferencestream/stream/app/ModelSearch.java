package io.inferencestream.stream.app;

import io.inferencestream.core.model.InputReport;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.stream.config.ModelRef;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the models that the settings name, and what is wrong with each; reads all their files, and loads nothing.
 *
 * <p>Not thread-safe: searches once.
 */
final class ModelSearch {
    private static final String REMEDY = "See docs/model-card.md.";

    private final StreamSettings.Models settings;
    private final ModelRepository repository;
    private final List<ModelFiles> found = new ArrayList<>();
    private final List<ModelRef> unusable = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private ModelSearch(StreamSettings.Models settings) {
        this.settings = settings;
        this.repository = new ModelRepository(settings.repository());
    }

    static FoundModels run(StreamSettings.Models settings) {
        return new ModelSearch(settings).run();
    }

    private FoundModels run() {
        wanted().forEach(this::find);
        int defaultModel = findings.stream().noneMatch(Finding::isProblem) || !found.isEmpty() ? defaultModel() : 0;
        return new FoundModels(found, defaultModel, findings);
    }

    private List<ModelRef> wanted() {
        if (!settings.serve().isEmpty()) {
            return settings.serve();
        }
        try {
            List<String> names = repository.names();
            if (names.isEmpty()) {
                problem("models.repository " + settings.repository() + " holds no model: put one into"
                        + " <name>/<version>/ below it, or point models.repository elsewhere");
            }
            return names.stream()
                    .map(name -> new ModelRef(name, Optional.empty()))
                    .toList();
        } catch (ModelRepositoryException e) {
            problem(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void find(ModelRef ref) {
        try {
            Optional<String> version = ref.version();
            ModelFiles files =
                    version.isPresent() ? repository.find(ref.name(), version.get()) : repository.find(ref.name());
            found.add(files);
            doubt(files.card());
        } catch (ModelRepositoryException e) {
            unusable.add(ref);
            problem(String.valueOf(e.getMessage()));
        }
    }

    private void doubt(ModelCard card) {
        InputReport.of(card)
                .doubts()
                .forEach(doubt -> findings.add(Finding.warning("model " + card.id(), doubt, REMEDY)));
    }

    private int defaultModel() {
        List<ModelId> ids = found.stream().map(files -> files.card().id()).toList();
        Optional<ModelRef> wanted = settings.defaultModel();
        if (wanted.isEmpty()) {
            if (ids.size() + unusable.size() > 1) {
                problem("models.default is not set, but several models are served: say which of " + served(ids)
                        + " it is");
            }
            return 0;
        }
        ModelRef ref = wanted.get();
        for (int i = ids.size() - 1; i >= 0; i--) {
            if (isNamed(ids.get(i), ref)) {
                return i;
            }
        }
        if (unusable.stream().noneMatch(other -> other.name().equals(ref.name()))) {
            problem("models.default is '" + ref + "', but served are " + served(ids)
                    + ": name one of them, or add it to models.serve");
        }
        return 0;
    }

    private static boolean isNamed(ModelId id, ModelRef ref) {
        return id.name().equals(ref.name())
                && ref.version().map(id.version()::equals).orElse(true);
    }

    private List<Object> served(List<ModelId> ids) {
        List<Object> served = new ArrayList<>(ids);
        served.addAll(unusable);
        return served;
    }

    private void problem(String wrong) {
        findings.add(Finding.problem("models", wrong, REMEDY));
    }
}
