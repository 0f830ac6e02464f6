package io.inferencestream.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.djl.DeviceChoice.Kind;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Why this has static state: TensorFlow itself does. A process loads its library once, and the first session fixes, for
 * all that follow, which GPUs are seen and how many threads share the work within a batch.
 *
 * DJL would fetch the native library from the network, or copy it to a cache of its own. It does neither where
 * TENSORFLOW_LIBRARY_PATH names a folder that holds it; so JavaCPP unpacks the library from the class path first, and
 * DJL is shown where.
 */
/** TensorFlow's native library, started once in a process, from the class path, without the network. */
final class TensorFlowRuntime {
    static final String DJL_NAME = "TensorFlow";

    private static final Logger LOG = LoggerFactory.getLogger(TensorFlowRuntime.class);

    private static @Nullable TensorFlowRuntime started;

    private final DeviceChoice device;
    private final int intraOpThreads;
    private final boolean hasGpu;

    private TensorFlowRuntime(DeviceChoice device, int intraOpThreads, boolean hasGpu) {
        this.device = device;
        this.intraOpThreads = intraOpThreads;
        this.hasGpu = hasGpu;
    }

    /**
     * Says where a model is to compute. The first call of a process starts TensorFlow, for that device.
     *
     * @throws ModelLoadException if the library cannot be loaded, or has been started for another device, or the device
     *     is not there
     */
    static synchronized Placement place(EngineOptions options) throws ModelLoadException {
        DeviceChoice wanted = DeviceChoice.parse(options.device());
        Placement onCpu = Placement.onCpu(options, Runtime.getRuntime().availableProcessors());
        TensorFlowRuntime runtime = started;
        if (runtime == null) {
            int threads = onCpu.intraOpThreads();
            runtime = new TensorFlowRuntime(wanted, threads, load(wanted, threads));
            started = runtime;
        }
        runtime.requireDevice(wanted);
        if (runtime.hasGpu) {
            return Placement.onGpu(options, runtime.device.index());
        }
        if (onCpu.intraOpThreads() != runtime.intraOpThreads) {
            LOG.atWarn()
                    .addKeyValue("asked", onCpu.intraOpThreads())
                    .addKeyValue("used", runtime.intraOpThreads)
                    .log("the first model of a process sets the threads within a batch for all of TensorFlow");
        }
        return new Placement(onCpu.device(), onCpu.predictors(), runtime.intraOpThreads);
    }

    private void requireDevice(DeviceChoice wanted) throws ModelLoadException {
        boolean here = switch (wanted.kind()) {
            case AUTO -> true;
            case CPU -> !hasGpu;
            case GPU -> hasGpu && wanted.index() == device.index();
        };
        if (here) {
            return;
        }
        boolean looked = device.equals(wanted) || device.kind() == Kind.AUTO && wanted.index() == 0;
        throw new ModelLoadException("device " + wanted + " is asked for, but "
                + (looked
                        ? "TensorFlow sees no such GPU: check that nvidia-smi lists it and that this is a build"
                                + " with the profile 'gpu'"
                        : "this process has started TensorFlow for device " + device
                                + ": run one process for each device")
                + ", or say 'device: " + (hasGpu ? "auto" : "cpu") + "'");
    }

    private static boolean load(DeviceChoice device, int intraOpThreads) throws ModelLoadException {
        setIfAbsent("ai.djl.offline", "true"); // neither downloads nor telemetry
        // JavaCPP would limit native memory to what the Java heap may have, and tensors are larger than heaps.
        setIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("ai.djl.tensorflow.num_intraop_threads", Integer.toString(intraOpThreads));
        NativeEnvironment.setIfAbsent("TF_CPP_MIN_LOG_LEVEL", "1"); // no news, but warnings
        NativeEnvironment.setIfAbsent("TF_FORCE_GPU_ALLOW_GROWTH", "true");
        NativeEnvironment.set(
                "CUDA_VISIBLE_DEVICES",
                device.kind() == Kind.CPU ? "-1" : visibleGpu(System.getenv("CUDA_VISIBLE_DEVICES"), device.index()));
        try {
            String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
            Path folder = library == null ? null : Path.of(library).getParent();
            if (folder != null) {
                setIfAbsent("TENSORFLOW_LIBRARY_PATH", folder.toString());
            }
            return Engine.getEngine(DJL_NAME).hasCapability(StandardCapabilities.CUDA);
        } catch (UnsatisfiedLinkError | ai.djl.engine.EngineException e) {
            throw new ModelLoadException(
                    "TensorFlow's native library cannot be loaded: " + e.getMessage()
                            + "; it needs tensorflow-core-native"
                            + " for this platform on the class path, and a home or temporary folder with 700 MB to"
                            + " unpack it to (-Dorg.bytedeco.javacpp.cachedir=... names another)",
                    e);
        }
    }

    /** The Nth of the GPUs that this process may see. */
    static String visibleGpu(@Nullable String visible, int index) {
        if (visible == null) {
            return Integer.toString(index);
        }
        if (visible.isBlank()) { // set, and empty: CUDA's word for no GPU at all
            return "-1";
        }
        String[] names = visible.split(",", -1);
        return index < names.length ? names[index].strip() : "-1"; // none
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
