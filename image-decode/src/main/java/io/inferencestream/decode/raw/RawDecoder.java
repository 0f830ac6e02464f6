package io.inferencestream.decode.raw;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Geometry;
import io.inferencestream.decode.resize.Resizing;
import java.util.Arrays;

/** Takes bare samples as they are. What already has the target's shape is copied and nothing else. */
public final class RawDecoder {
    private final Scratch scratch;

    public RawDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        int start = bytes.indexOf(0);
        int rowBytes = header.width() * header.channels();
        bytes.require(0, Math.multiplyExact(rowBytes, header.height()));
        if (header.channels() == target.channels()
                && Geometry.of(header, target, resizing).isCopy(target)) {
            byte[] values = Arrays.copyOfRange(bytes.array(), start, start + target.bytes());
            return new Pixels(target.width(), target.height(), target.channels(), values);
        }
        ColourModel colour = header.channels() == 1 ? ColourModel.GRAY : ColourModel.RGB;
        Rendering rendering = Rendering.interleaved(header, colour, target, resizing, scratch);
        for (int row = 0; row < header.height(); row++) {
            rendering.accept(row, bytes.array(), start + row * rowBytes, header.channels(), 1);
        }
        return rendering.finish();
    }
}
