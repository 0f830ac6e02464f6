package io.inferencestream.core.repository;

import static io.inferencestream.settings.Texts.choice;

import io.inferencestream.decode.resize.ResizeMode;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.settings.Section;

/** What a card says of resizing, under {@code resize}. */
final class CardResizing {
    private CardResizing() {}

    static Resizing read(Section keys) {
        return Resizing.of(keys.value("resize", choice(ResizeMode.class, ModelCardReader::spelling), "stretch", """
                How an image of another shape becomes the input. stretch: both sides are scaled to fit. center-crop: \
                the short side is scaled to fit, and the middle is kept. letterbox: the long side is scaled to fit, \
                and the rest is black."""));
    }
}
