package io.inferencestream.djl;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How any session of ONNX Runtime is to be run. */
final class OnnxOptions {
    private OnnxOptions() {}

    /** Options to add to, and to close: a session says as much as its logger does. */
    static SessionOptions anySession() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setSessionLogLevel(logLevel());
        return options;
    }

    /** That of the logger {@code ai.onnxruntime}, though what the native library has to say goes straight to stderr. */
    private static OrtLoggingLevel logLevel() {
        Logger log = LoggerFactory.getLogger("ai.onnxruntime");
        if (log.isTraceEnabled()) {
            return OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE;
        }
        if (log.isWarnEnabled()) {
            return OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
        }
        return log.isErrorEnabled() ? OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR : OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
    }
}
