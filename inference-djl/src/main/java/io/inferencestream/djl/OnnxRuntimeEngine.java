package io.inferencestream.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.djl.DeviceChoice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves ONNX files. */
public final class OnnxRuntimeEngine implements InferenceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntimeEngine.class);
    private static final String DJL_NAME = "OnnxRuntime";

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public LoadedModel load(ModelFiles files, EngineOptions options) throws ModelLoadException {
        start();
        ModelCard card = files.card();
        Wiring wiring = wiring(files);
        Placement placement = placement(files, options);
        Device device = placement.isGpu()
                ? Device.gpu(DeviceChoice.parse(placement.device()).index())
                : Device.cpu();
        OnnxForm form = OnnxForm.of(files, wiring.input(), placement, placement.batchSize(options, card.input()));
        Model model = Model.newInstance(card.id().toString(), device, DJL_NAME);
        try {
            read(model, card, form.file(), placement);
        } catch (ModelLoadException | RuntimeException e) {
            model.close();
            throw e;
        }
        return DjlModel.warm(model, card, wiring, name(), placement, form.maxBatchSize(), remarks(wiring, form));
    }

    private static List<String> remarks(Wiring wiring, OnnxForm form) {
        return Stream.concat(wiring.input().remarks().stream(), form.remarks().stream())
                .toList();
    }

    static void start() throws ModelLoadException {
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true"); // neither downloads nor telemetry
        }
        // Else DJL would start TensorFlow beside, for array arithmetic that nobody asks for.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        try {
            NativeEnvironment.startBesideALongCommandLine(() -> Engine.getEngine(DJL_NAME));
        } catch (LinkageError | ai.djl.engine.EngineException e) {
            throw new ModelLoadException(
                    "ONNX Runtime's native library cannot be loaded: " + e.getMessage()
                            + "; it needs a temporary folder that it may unpack to and execute from (-Djava.io.tmpdir)",
                    e);
        }
    }

    private static Placement placement(ModelFiles files, EngineOptions options) throws ModelLoadException {
        DeviceChoice device = DeviceChoice.parse(options.device());
        Placement onCpu = Placement.onCpu(options, Runtime.getRuntime().availableProcessors());
        if (device.kind() == Kind.CPU) {
            return onCpu;
        }
        boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        String obstacle = built
                ? obstacle(files, device.index())
                : "this build of ONNX Runtime knows no GPU: build with the profile 'gpu'";
        if (obstacle == null) {
            return Placement.onGpu(options, device.index()).inOneSize();
        }
        if (device.kind() == Kind.GPU) {
            throw new ModelLoadException(
                    "device " + device + " is asked for, but " + obstacle + ", or say 'device: cpu'");
        }
        if (built) {
            LOG.atWarn()
                    .addKeyValue("model", files.card().id())
                    .addKeyValue("reason", obstacle)
                    .log("computes on the CPU");
        }
        return onCpu;
    }

    /** Says why there is no GPU to compute on, if so: that a build knows GPUs tells nothing, opening a session does. */
    private static @Nullable String obstacle(ModelFiles files, int index) {
        try (OrtSession.SessionOptions onGpu = OnnxOptions.anySession()) {
            onGpu.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            onGpu.addCUDA(index);
            OrtEnvironment.getEnvironment()
                    .createSession(files.payload().toString(), onGpu)
                    .close();
            return null;
        } catch (OrtException e) {
            return "ONNX Runtime cannot use it (" + e.getMessage()
                    + "): check that nvidia-smi lists it, and that CUDA 12 and cuDNN 9 are installed";
        }
    }

    /** Reads the file's own description in a short-lived session, for DJL's block does not tell shapes and types. */
    private static Wiring wiring(ModelFiles files) throws ModelLoadException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions plain = OnnxOptions.anySession()) {
            plain.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(files.payload().toString(), plain)) {
                return Wiring.of(
                        files.card(),
                        specs(session.getInputInfo().values()),
                        specs(session.getOutputInfo().values()));
            }
        } catch (OrtException e) {
            throw broken(files.card(), files.payload(), e);
        }
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
        return nodes.stream().map(OnnxRuntimeEngine::spec).toList();
    }

    private static TensorSpec spec(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
            return new TensorSpec(node.getName(), type(tensor.type), shape);
        }
        return new TensorSpec(node.getName(), "no tensor", null);
    }

    private static String type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void read(Model model, ModelCard card, Path payload, Placement placement) throws ModelLoadException {
        Path file = payload.toAbsolutePath();
        try (OrtSession.SessionOptions options = OnnxOptions.anySession()) {
            model.load(
                    file.getParent(),
                    String.valueOf(file.getFileName()),
                    Map.of(
                            "sessionOptions",
                            options,
                            "intraOpNumThreads",
                            Integer.toString(placement.intraOpThreads()),
                            "interOpNumThreads",
                            "1"));
        } catch (IOException | MalformedModelException | OrtException | ai.djl.engine.EngineException e) {
            throw broken(card, file, e);
        }
    }

    private static ModelLoadException broken(ModelCard card, Path file, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new ModelLoadException(
                "model " + card.id() + " cannot be loaded by ONNX Runtime from " + file + ": "
                        + new OnnxFault(file, String.valueOf(cause.getMessage())).explain(),
                e);
    }
}
