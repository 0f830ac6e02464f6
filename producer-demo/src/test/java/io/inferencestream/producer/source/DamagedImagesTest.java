package io.inferencestream.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.testkit.image.Pngs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class DamagedImagesTest {
    private final byte[] good = Pngs.patterned(1);

    @Test
    void expectsEveryReasonThatPixelsCanGive() {
        Set<String> reasons = DamagedImages.of(good).stream()
                .map(DamagedImage::expectedReason)
                .collect(Collectors.toSet());

        assertThat(reasons).containsExactlyInAnyOrder("CORRUPT_IMAGE", "UNSUPPORTED_IMAGE", "IMAGE_TOO_LARGE");
    }

    @Test
    void makesCorruptImagesThatLookGoodToTheHeaderAndFailInThePixels() throws IOException {
        for (String name : List.of("damaged/cut-short.png", "damaged/garbled.png")) {
            byte[] bytes = bytes(name);
            ImageReader reader = reader(bytes);

            assertThat(reader.getWidth(0)).as(name).isEqualTo(28);
            assertThatThrownBy(() -> reader.read(0)).as(name).isInstanceOf(IOException.class);
        }
    }

    @Test
    void makesABombWhoseHeaderReadsWellAndIsFarTooLarge() throws IOException {
        ImageReader reader = reader(bytes("damaged/bomb.png"));

        assertThat((long) reader.getWidth(0) * reader.getHeight(0)).isEqualTo(3_600_000_000L);
    }

    @Test
    void makesFilesOfKindsThatNoReaderKnows() throws IOException {
        for (String name : List.of("damaged/letter.png", "damaged/modern.avif", "damaged/empty.png")) {
            assertThat(ImageIO.read(new ByteArrayInputStream(bytes(name))))
                    .as(name)
                    .isNull();
        }
    }

    @Test
    void makesTheSameOnesEveryTime() throws IOException {
        for (DamagedImage image : DamagedImages.of(good)) {
            assertThat(bytes(image.image().name())).isEqualTo(image.image().read(10_000));
        }
    }

    @Test
    void leavesTheGoodImageAlone() {
        byte[] copy = good.clone();

        DamagedImages.of(copy);

        assertThat(copy).isEqualTo(good);
    }

    @Test
    void refusesWhatIsNoPng() {
        assertThatThrownBy(() -> DamagedImages.of(new byte[100])).hasMessageContaining("not a PNG");
    }

    private byte[] bytes(String name) throws IOException {
        for (DamagedImage image : DamagedImages.of(good)) {
            if (image.image().name().equals(name)) {
                return image.image().read(10_000);
            }
        }
        throw new AssertionError("no such image: " + name);
    }

    private static ImageReader reader(byte[] bytes) throws IOException {
        ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes));
        ImageReader reader = ImageIO.getImageReaders(in).next();
        reader.setInput(in);
        return reader;
    }
}
