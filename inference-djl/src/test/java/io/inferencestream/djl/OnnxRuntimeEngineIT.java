package io.inferencestream.djl;

import org.junit.jupiter.api.Nested;

final class OnnxRuntimeEngineIT {

    @Nested
    final class Predicting extends EngineContract {
        Predicting() {
            super(TinyFormat.ONNX);
        }
    }

    @Nested
    final class Refusing extends RefusalContract {
        Refusing() {
            super(TinyFormat.ONNX);
        }
    }

    @Nested
    final class AtOnce extends ConcurrencyContract {
        AtOnce() {
            super(TinyFormat.ONNX);
        }
    }
}
