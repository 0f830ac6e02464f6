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
 * @param peakResidentBytes the most memory it has held at a time; 0 where the system does not tell
 */
public record ProcessUse(long cpuMillis, long residentBytes, long peakResidentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final String PEAK_RESIDENT = "VmHWM:";
    private static final long BYTES_PER_KIB = 1024;

    /** Nothing. */
    public static final ProcessUse NONE = new ProcessUse(0, 0, 0);

    /** What two processes take together, as if their peaks had come at the same time. */
    public ProcessUse plus(ProcessUse other) {
        return new ProcessUse(
                cpuMillis + other.cpuMillis,
                residentBytes + other.residentBytes,
                peakResidentBytes + other.peakResidentBytes);
    }

    static ProcessUse of(ProcessHandle process) {
        return new ProcessUse(
                process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L),
                status(process.pid(), RESIDENT),
                status(process.pid(), PEAK_RESIDENT));
    }

    private static long status(long pid, String name) {
        try {
            Optional<String> line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(text -> text.startsWith(name))
                    .findFirst();
            return line.map(text -> Long.parseLong(text.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .orElse(0L);
        } catch (IOException e) {
            return 0; // another system, or a process that has just ended
        }
    }
}
