package io.inferencestream.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's environment variables as native code sees them. Some native libraries can be told certain things in no
 * other way, and Java cannot set its own environment.
 */
final class NativeEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

    /** Stack for one byte of the command line; ONNX Runtime 1.29 takes about 260 bytes. */
    private static final long STACK_PER_BYTE = 1024;

    private static final long USUAL_STACK = 1 << 20;
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

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

    /**
     * Starts a native library that searches the process's command line with a regular expression, a call deep for each of
     * its bytes, as ONNX Runtime 1.29 does: on a stack of the usual size a class path of 4,000 bytes would end the process.
     * Returns when it has started; throws what it throws.
     */
    static void startBesideALongCommandLine(Runnable start) {
        FutureTask<Void> task = new FutureTask<>(start, null);
        new Thread(null, task, "start-native-library", USUAL_STACK + STACK_PER_BYTE * commandLineBytes()).start();
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                return;
            } catch (InterruptedException e) {
                interrupted = true; // half a start is of no use to anybody
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error) {
                    throw (Error) e.getCause();
                }
                throw (RuntimeException) e.getCause(); // a Runnable throws no others
            } finally {
                if (interrupted && task.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** 0 where the system does not tell; no other than Linux knows this fault. */
    private static long commandLineBytes() {
        try {
            return Files.readAllBytes(COMMAND_LINE).length;
        } catch (IOException e) {
            return 0;
        }
    }
}
