package io.inferencestream.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/** On what, and beside what, was measured. */
public final class Conditions {
    private Conditions() {}

    /** As they are now, in the order in which they are shown. */
    public static Map<String, String> now() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.put("processor", processor());
        conditions.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        conditions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        conditions.put("kafka", AppInfoParser.getVersion());
        conditions.put("load average", loadAverage());
        return conditions;
    }

    /** Of the last minute; what else the machine does shows here. */
    public static String loadAverage() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
