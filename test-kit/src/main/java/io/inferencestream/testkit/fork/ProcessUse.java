package io.inferencestream.testkit.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a process has taken of the machine so far.
 *
 * @param cpuMillis processor time, of all its threads
 * @param residentBytes memory it holds now; 0 where the system does not tell
 */
public record ProcessUse(long cpuMillis, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final long BYTES_PER_KIB = 1024;

    static ProcessUse of(ProcessHandle process) {
        return new ProcessUse(
                process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L), resident(process.pid()));
    }

    private static long resident(long pid) {
        try {
            Optional<String> line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(text -> text.startsWith(RESIDENT))
                    .findFirst();
            return line.map(text -> Long.parseLong(text.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .orElse(0L);
        } catch (IOException e) {
            return 0; // another system, or a process that has just ended
        }
    }
}
