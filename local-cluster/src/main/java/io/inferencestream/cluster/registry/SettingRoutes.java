package io.inferencestream.cluster.registry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code /config} and {@code /mode}: compatibility levels and modes, for all subjects and for one. */
final class SettingRoutes {
    private final SchemaStore store;

    SettingRoutes(SchemaStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/config", call -> level(Settings.GLOBAL, true)),
                Route.of("GET", "/config/{subject}", call -> level(call.subject(), call.isAsked("defaultToGlobal"))),
                Route.of("PUT", "/config", call -> setLevel(Settings.GLOBAL, call)),
                Route.of("PUT", "/config/{subject}", call -> setLevel(call.subject(), call)),
                Route.of("DELETE", "/config", call -> removeLevel(Settings.GLOBAL, true)),
                Route.of("DELETE", "/config/{subject}", call -> removeLevel(call.subject(), false)),
                Route.of("GET", "/mode", call -> mode(Settings.GLOBAL, true)),
                Route.of("GET", "/mode/{subject}", call -> mode(call.subject(), call.isAsked("defaultToGlobal"))),
                Route.of("PUT", "/mode", call -> setMode(Settings.GLOBAL, call)),
                Route.of("PUT", "/mode/{subject}", call -> setMode(call.subject(), call)),
                Route.of("DELETE", "/mode", call -> removeMode(Settings.GLOBAL, true)),
                Route.of("DELETE", "/mode/{subject}", call -> removeMode(call.subject(), false)));
    }

    private Object level(String subject, boolean orGlobal) {
        return store.withLevels(levels ->
                Map.of("compatibilityLevel", value(levels, subject, orGlobal, RegistryError::noLevelOfItsOwn)));
    }

    private Object setLevel(String subject, Call call) {
        CompatibilityLevel level = CompatibilityLevel.named(call.text("compatibility"));
        store.changeLevels(levels -> levels.set(subject, level));
        return Map.of("compatibility", level);
    }

    private Object removeLevel(String subject, boolean orGlobal) {
        Object before = level(subject, orGlobal);
        store.changeLevels(levels -> levels.remove(subject));
        return before;
    }

    private Object mode(String subject, boolean orGlobal) {
        return store.withModes(modes -> Map.of("mode", value(modes, subject, orGlobal, RegistryError::noModeOfItsOwn)));
    }

    private Object setMode(String subject, Call call) {
        Mode mode = Mode.named(call.text("mode"));
        store.changeModes(modes -> modes.set(subject, mode));
        return Map.of("mode", mode);
    }

    private Object removeMode(String subject, boolean orGlobal) {
        Object before = mode(subject, orGlobal);
        store.changeModes(modes -> modes.remove(subject));
        return before;
    }

    private static <T extends Enum<T>> T value(
            Settings<T> settings, String subject, boolean orGlobal, Function<String, RegistryError> none) {
        return orGlobal ? settings.of(subject) : settings.own(subject).orElseThrow(() -> none.apply(subject));
    }
}
