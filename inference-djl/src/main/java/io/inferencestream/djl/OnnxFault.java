package io.inferencestream.djl;

import ai.onnxruntime.OrtEnvironment;
import io.inferencestream.djl.onnx.MalformedOnnxException;
import io.inferencestream.djl.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Says why ONNX Runtime does not load a file, by what stands in it, and what to do. */
final class OnnxFault {
    private static final long BFLOAT16 = 16;
    private static final List<String> OWN_DOMAINS =
            List.of("", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft");

    private final Path file;
    private final String message;

    /** @param message of ONNX Runtime */
    OnnxFault(Path file, String message) {
        this.file = file;
        this.message = message;
    }

    /** What is wrong and what to do, without a full stop. */
    String explain() {
        try {
            String other = ForeignFile.name(file);
            return other == null ? explain(OnnxFile.read(file)) : "it is " + other;
        } catch (MalformedOnnxException e) {
            return "it is no complete ONNX file (" + e.getMessage() + "): copy it again, and compare its size with the"
                    + " original's";
        } catch (IOException e) {
            return "it cannot be read (" + e + "): check that it is there and may be read";
        }
    }

    private String explain(OnnxFile model) {
        String runtime = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
        List<String> missing = model.externalData().stream()
                .filter(name -> !Files.isRegularFile(file.toAbsolutePath().resolveSibling(name)))
                .toList();
        if (!missing.isEmpty()) {
            return "its weights are in " + missing + ", which " + (missing.size() == 1 ? "is" : "are")
                    + " not beside it: copy every file of the export into the same folder";
        }
        String own = message.replaceFirst("^Error code - \\S+ - message: (Load model from .* failed: ?)?", "")
                + " (the file has " + model.summary() + ")";
        if (message.contains("IR version")) {
            return own + "; " + runtime + " is older than the format: export with an older onnx package, or lower the"
                    + " number if the opsets are supported: python -c \"import onnx; m = onnx.load('"
                    + file.getFileName() + "'); m.ir_version = 10; onnx.save(m, '" + file.getFileName() + "')\"";
        }
        if (message.contains("opset") || message.contains("under development")) {
            return own + "; " + runtime
                    + " does not know so new an opset: export with a lower one, with PyTorch by"
                    + " torch.onnx.export(..., opset_version=17)";
        }
        TreeSet<String> foreign = foreignOperators(model);
        if (!foreign.isEmpty()) {
            return own + "; " + runtime + " has no operators " + foreign
                    + ", which are none of ONNX's: export the model without them, by operators of ONNX";
        }
        if (model.tensorTypes().contains(BFLOAT16)) {
            return own + "; it computes in bfloat16, for which " + runtime
                    + " lacks operators: export it in float32, with PyTorch by model.float()";
        }
        if (message.contains("egistered f") || message.contains("find an implementation")) {
            return own + "; " + runtime + " has no such operator for these types: export the model in float32 and with"
                    + " another opset";
        }
        return own;
    }

    private static TreeSet<String> foreignOperators(OnnxFile model) {
        TreeSet<String> foreign = new TreeSet<>();
        model.operators().forEach((domain, names) -> {
            boolean isKnown =
                    OWN_DOMAINS.contains(domain) || model.localDomains().contains(domain);
            if (!isKnown) {
                names.forEach(name -> foreign.add(domain + ":" + name));
            }
        });
        return foreign;
    }
}
