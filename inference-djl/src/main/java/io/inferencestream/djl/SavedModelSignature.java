package io.inferencestream.djl;

import ai.djl.tensorflow.engine.TfSymbolBlock;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.predict.ModelLoadException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a SavedModel takes and answers, by the names of its signature.
 *
 * @param inputs in the order in which DJL feeds them, that of their names
 * @param outputs in the order in which DJL answers them, that of their names
 */
record SavedModelSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    SavedModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static SavedModelSignature of(TfSymbolBlock block, ModelCard card) throws ModelLoadException {
        Map<String, SignatureDef> signatures =
                block.getSavedModelBundle().getMetaGraphDef().getSignatureDefMap();
        SignatureDef signature = signatures.get(card.signature());
        if (signature == null) { // DJL has taken another by itself
            throw Wiring.refuse(
                    card,
                    "has no signature '" + card.signature() + "': name one of "
                            + signatures.keySet().stream()
                                    .filter(name -> !name.startsWith("__"))
                                    .sorted()
                                    .toList()
                            + " in model.yaml as signature");
        }
        return new SavedModelSignature(specs(signature.getInputsMap()), specs(signature.getOutputsMap()));
    }

    private static List<TensorSpec> specs(Map<String, TensorInfo> tensors) {
        return new TreeMap<>(tensors)
                .entrySet().stream()
                        .map(entry -> spec(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private static TensorSpec spec(String name, TensorInfo info) {
        TensorShapeProto shape = info.getTensorShape();
        List<Long> dimensions =
                shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
        return new TensorSpec(name, type(info), shape.getUnknownRank() ? null : dimensions);
    }

    private static String type(TensorInfo info) {
        return switch (info.getDtype()) {
            case DT_FLOAT -> "float32";
            case DT_UINT8 -> "uint8";
            case DT_DOUBLE -> "float64";
            case DT_HALF -> "float16";
            default -> info.getDtype().name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
        };
    }
}
