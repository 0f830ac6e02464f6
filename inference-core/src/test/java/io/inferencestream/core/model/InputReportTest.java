package io.inferencestream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InputReportTest {
    private static final Normalization IMAGENET =
            PixelRange.UNIT.normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private static InputReport report(ChannelOrder order, Normalization normalization) {
        InputEncoding encoding = new InputEncoding(ElementType.FLOAT32, TensorLayout.NCHW, order, normalization, null);
        return InputReport.of(new ModelCard(
                new ModelId("pets", "1"),
                new ImageShape(224, 200, 3),
                encoding,
                Resizing.STRETCH,
                new ClassesSpec(List.of("cat"), 1),
                ""));
    }

    private static Normalization normalization(double mean, double scale) {
        return new Normalization(List.of(mean), List.of(scale));
    }

    @Test
    void saysWhichValuesReachTheModel() {
        assertThat(report(ChannelOrder.RGB, IMAGENET).summary())
                .contains("224x200", "RGB, float32 NCHW, values red -2.118 to 2.249, green -2.036 to 2.429, blue");
        assertThat(report(ChannelOrder.BGR, IMAGENET).summary()).contains("BGR", "values blue -2.118 to 2.249, green");
        assertThat(report(ChannelOrder.RGB, normalization(127.5, 1 / 127.5)).summary())
                .contains("values -1 to 1,");
        assertThat(report(ChannelOrder.RGB, Normalization.NONE).summary()).contains("values 0 to 255,");
    }

    @Test
    void doubtsNothingUsual() {
        assertThat(report(ChannelOrder.RGB, IMAGENET).doubts()).isEmpty();
        assertThat(report(ChannelOrder.RGB, Normalization.NONE).doubts()).isEmpty();
        assertThat(report(ChannelOrder.RGB, normalization(0, 1 / 255.0)).doubts())
                .isEmpty();
        assertThat(report(ChannelOrder.BGR, new Normalization(List.of(103.939, 116.779, 123.68), List.of(1.0)))
                        .doubts())
                .isEmpty();
    }

    @Test
    void doubtsValuesThatHardlyAnyNetworkWasTrainedOn() {
        assertThat(report(ChannelOrder.RGB, normalization(123.675, 1 / 0.229)).doubts())
                .singleElement()
                .asString()
                .contains("-540.06", "573.47", "check range, mean, std");
        assertThat(report(ChannelOrder.RGB, normalization(0.485, 1)).doubts())
                .singleElement()
                .asString()
                .contains("mean is that of pixels of 0 to 1", "range: [0, 1]");
        assertThat(report(ChannelOrder.RGB, normalization(0, 1 / 255.0 / 255.0)).doubts())
                .singleElement()
                .asString()
                .contains("0 to 0.004", "divided by 255 twice");
    }

    @Test
    void doubtsAMeanThatIsKnownInTheOtherOrder() {
        Normalization caffe = new Normalization(List.of(103.939, 116.779, 123.68), List.of(0.02));

        assertThat(report(ChannelOrder.RGB, caffe).doubts())
                .singleElement()
                .asString()
                .contains("say channelOrder: BGR");
        assertThat(report(ChannelOrder.BGR, IMAGENET).doubts())
                .singleElement()
                .asString()
                .contains("say channelOrder: RGB");
    }
}
