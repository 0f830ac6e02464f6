package io.inferencestream.lab.evaluate;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.TrainedNetwork;
import org.tensorflow.Session;

/** Classifies with a network of the lab, as it would be exported, in a session of its own until closed. */
public final class NetworkClassifier implements Classifier, AutoCloseable {
    private final InferenceGraph graph;
    private final Session session;
    private final Classifier classifier;

    public NetworkClassifier(TrainedNetwork trained, Threads threads) {
        graph = new InferenceGraph(trained);
        session = new Session(graph.graph(), threads.config());
        classifier = new SessionClassifier(session, InferenceGraph.INPUT, InferenceGraph.OUTPUT);
    }

    @Override
    public float[][] classify(LabelledImages images, int from, int to) {
        return classifier.classify(images, from, to);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
