package io.inferencestream.core.decode;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.ResizeRule;
import java.util.Arrays;

/** Takes bare samples as they are. What already has the target's shape is copied and nothing else. */
final class RawDecoder {
    private final Scratch scratch;

    RawDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    Pixels decode(Encoded bytes, ImageHeader header, InputShape target, ResizeRule rule) throws UndecodableException {
        int start = bytes.indexOf(0);
        int rowBytes = header.width() * header.channels();
        bytes.require(0, Math.multiplyExact(rowBytes, header.height()));
        if (header.width() == target.width()
                && header.height() == target.height()
                && header.channels() == target.channels()) {
            byte[] values = Arrays.copyOfRange(bytes.array(), start, start + target.bytes());
            return new Pixels(target.width(), target.height(), target.channels(), values);
        }
        ColourModel colour = header.channels() == 1 ? ColourModel.GRAY : ColourModel.RGB;
        Rendering rendering = Rendering.interleaved(header, colour, target, rule, scratch);
        for (int row = 0; row < header.height(); row++) {
            rendering.accept(row, bytes.array(), start + row * rowBytes, header.channels(), 1);
        }
        return rendering.finish();
    }
}
