package io.inferencestream.djl.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/*
 * An exporter that is given an example of one image writes 1 for the batch wherever it writes a shape: at the inputs and
 * outputs, as the target of a Reshape, as the size of a Resize, and as the first dimension of what is joined to the images'
 * own values (the class token of a vision transformer). Those are opened; all else, weights and references to them
 * included, is taken over byte by byte. Whether the graph then computes each image by itself is for others to try: nobody
 * can read it off a file.
 */
/**
 * The same model for batches of any size.
 *
 * @param model the whole file
 * @param changedNodes how many operators had to be changed
 */
public record BatchOpening(Bytes model, int changedNodes) {
    /** Changes with what is changed here, so that nobody takes the work of an older version for this one's. */
    public static final int VERSION = 1;

    private static final int GRAPH = 7;

    /**
     * Opens the batch dimension of a model.
     *
     * @param input name of the only input that is fed
     * @throws MalformedOnnxException if the file is no ONNX model
     */
    public static BatchOpening of(Path file, String input) throws IOException, MalformedOnnxException {
        return of(OnnxFile.map(file), input);
    }

    static BatchOpening of(ByteBuffer model, String input) throws MalformedOnnxException {
        Bytes opened = new Bytes();
        int nodes = 0;
        for (Fields fields = new Fields(model); fields.next(); ) {
            if (fields.isBytes(GRAPH)) {
                OpenedGraph graph = new OpenedGraph(fields.body(), input);
                opened.message(GRAPH, graph.bytes());
                nodes += graph.changedNodes();
            } else {
                opened.add(fields.whole());
            }
        }
        return new BatchOpening(opened, nodes);
    }
}
