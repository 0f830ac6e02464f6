package io.inferencestream.djl;

import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.LoadedModel;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;

/** Loads a model and predicts, in a process whose every attempt at HTTP is told and fails. */
final class OfflineProbe {

    private OfflineProbe() {}

    public static void main(String[] arguments) throws Exception {
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Refusing() : null);
        TinyFormat format = TinyFormat.valueOf(arguments[0]);
        TinyNetwork network = TinyNetwork.PLAIN;
        try (LoadedModel model = format.engine()
                        .load(PreparedFiles.of(format, network, Path.of(arguments[1])), PreparedFiles.ON_CPU);
                BatchPredictor predictor = model.newPredictor()) {
            predictor.selfTest();
            System.out.println("served on " + model.device());
        }
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            System.out.println("asked the network for " + url);
            throw new IllegalStateException("no network: " + url);
        }
    }
}
