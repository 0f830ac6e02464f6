package io.inferencestream.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's environment variables as native code sees them. Some native libraries can be told certain things in no
 * other way, and Java cannot set its own environment.
 */
final class NativeEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

    private NativeEnvironment() {}

    /** Sets a variable unless the process was started with it. Must precede the loading of the library that reads it. */
    static void setIfAbsent(String name, String value) {
        if (System.getenv(name) == null) {
            set(name, value);
        }
    }

    /** Sets a variable. Where the platform does not allow it, the variable stays as it is, and a log line says so. */
    static void set(String name, String value) {
        try {
            if (Platform.isWindows()) {
                Function put = NativeLibrary.getInstance("msvcrt").getFunction("_putenv_s");
                put.invokeInt(new Object[] {name, value});
            } else {
                Function set =
                        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
                set.invokeInt(new Object[] {name, value, 1});
            }
        } catch (UnsatisfiedLinkError e) {
            LOG.atWarn().addKeyValue("variable", name).setCause(e).log("cannot set an environment variable");
        }
    }
}
