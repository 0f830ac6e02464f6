package io.inferencestream.lab.export;

import io.inferencestream.lab.graph.InferenceGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.GraphOperation;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes a graph whose weights are constants as TensorFlow's SavedModel: one file, {@code saved_model.pb}, and no
 * variables. TensorFlow Java's own exporter wants variables, hence this one.
 */
final class SavedModelWriter {
    private static final int SCHEMA_VERSION = 1;

    private SavedModelWriter() {}

    /** Writes into an existing folder. */
    static void write(InferenceGraph graph, Path folder) throws IOException {
        SignatureDef.Builder signature = SignatureDef.newBuilder()
                .putInputs(InferenceGraph.INPUT, tensor(graph, InferenceGraph.INPUT, DataType.DT_UINT8))
                .setMethodName("tensorflow/serving/predict");
        graph.outputs().forEach(name -> signature.putOutputs(name, tensor(graph, name, DataType.DT_FLOAT)));
        MetaGraphDef meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags(SavedModelBundle.DEFAULT_TAG)
                        .setTensorflowVersion(TensorFlow.version()))
                .setGraphDef(graph.graph().toGraphDef())
                .putSignatureDef(Signature.DEFAULT_KEY, signature.build())
                .build();
        SavedModel model = SavedModel.newBuilder()
                .setSavedModelSchemaVersion(SCHEMA_VERSION)
                .addMetaGraphs(meta)
                .build();
        try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
            model.writeTo(out);
        }
    }

    private static TensorInfo tensor(InferenceGraph graph, String name, DataType type) {
        GraphOperation operation = graph.graph().operationOrThrow(name);
        Shape shape = operation.output(0).shape();
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long dimension : shape.asArray()) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
        }
        return TensorInfo.newBuilder()
                .setName(name + ":0")
                .setDtype(type)
                .setTensorShape(dimensions)
                .build();
    }
}
