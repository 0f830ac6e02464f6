package io.inferencestream.kit.properties;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** What a process is called that nobody has named. */
public final class ProcessName {
    private ProcessName() {}

    /** Host and process, the same for as long as the process lives. */
    public static String in(Map<String, String> environment) {
        return host(environment) + ":" + ProcessHandle.current().pid();
    }

    private static String host(Map<String, String> environment) {
        String variable = environment.getOrDefault("HOSTNAME", "");
        if (!variable.isBlank()) {
            return variable;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
