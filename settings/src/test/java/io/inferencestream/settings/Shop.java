package io.inferencestream.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a program of these tests can be told; small, and with a key of each kind. */
record Shop(
        String name, Path ledger, Door door, List<Integer> prices, Optional<String> note, Map<String, String> till) {
    static final PassThrough TILL = new PassThrough(
            "Till", Set.of("paper.width", "drawer.pin", "cash_box.size"), List.of("left.", "right."), true);

    record Door(Duration openFor, Lock lock) {}

    record Lock(int keys, String password) {}

    /** Read as a program's: with the environment. */
    static final Configuration<Shop> CONFIGURATION =
            new Configuration<>(new Program("shop", "SHOP_", Set.of("SHOP_OPTS")), keys -> shop(keys, TILL));

    /** The till takes only keys that it knows. */
    static final Configuration<Shop> STRICT = new Configuration<>(
            new Program("shop", "SHOP_", Set.of()),
            keys -> shop(keys, new PassThrough(TILL.owner(), TILL.names(), List.of(), false)));

    private static Shop shop(Section keys, PassThrough till) {
        String name = keys.value("name", Texts.text(), "corner", "What is written above the door.");
        Shop shop = new Shop(
                name,
                keys.value("ledger", Texts.path(), () -> "/var/" + name, "Where it writes. Empty: below /var."),
                keys.section("door", Shop::door),
                keys.value("prices", Quantities.count(1, 99).listed(), "", "What things cost."),
                keys.value("note", Texts.text().orNone(), "", "On the door. Empty: none."),
                keys.section("till", "The till's own keys, in one line each.", section -> {
                    section.required("drawer.pin", Texts.text(), "12", "Opens the drawer.");
                    return section.passedThrough(till);
                }));
        if (shop.prices().size() > 3) {
            keys.problem("prices", "are too many", "List up to 3.");
        }
        return shop;
    }

    private static Door door(Section keys) {
        Duration openFor = keys.value(
                "openFor",
                Quantities.duration(Duration.ZERO, Duration.ofHours(24)),
                "8h",
                "How long it is open a day. Those who come later find it shut, whoever they are and however they knock.");
        return new Door(
                openFor,
                keys.section(
                        "lock",
                        lock -> new Lock(
                                lock.value("keys", Quantities.count(0, 9), "2", "How many there are."),
                                lock.value("password", Texts.text(), "", "For those who lost theirs."))));
    }

    static Shop read(String yaml) {
        return CONFIGURATION.read(yaml, Map.of());
    }

    static List<String> problems(Configuration<Shop> configuration, String yaml, Map<String, String> environment) {
        try {
            configuration.read(yaml, environment);
            return List.of();
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static List<String> problems(String yaml) {
        return problems(CONFIGURATION, yaml, Map.of());
    }
}
