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

class DamagedPicturesTest {
    private final byte[] good = Pngs.patterned(1);

    @Test
    void expectsEveryReasonThatPixelsCanGive() {
        Set<String> reasons = DamagedPictures.of(good).stream()
                .map(DamagedPicture::expectedReason)
                .collect(Collectors.toSet());

        assertThat(reasons).containsExactlyInAnyOrder("CORRUPT_IMAGE", "UNSUPPORTED_IMAGE", "IMAGE_TOO_LARGE");
    }

    @Test
    void makesCorruptPicturesThatLookGoodToTheHeaderAndFailInThePixels() throws IOException {
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
        for (String name : List.of("damaged/letter.png", "damaged/modern.webp", "damaged/empty.png")) {
            assertThat(ImageIO.read(new ByteArrayInputStream(bytes(name))))
                    .as(name)
                    .isNull();
        }
    }

    @Test
    void makesTheSameOnesEveryTime() throws IOException {
        for (DamagedPicture picture : DamagedPictures.of(good)) {
            assertThat(bytes(picture.picture().name()))
                    .isEqualTo(picture.picture().read(10_000));
        }
    }

    @Test
    void leavesTheGoodPictureAlone() {
        byte[] copy = good.clone();

        DamagedPictures.of(copy);

        assertThat(copy).isEqualTo(good);
    }

    @Test
    void refusesWhatIsNoPng() {
        assertThatThrownBy(() -> DamagedPictures.of(new byte[100])).hasMessageContaining("not a PNG");
    }

    private byte[] bytes(String name) throws IOException {
        for (DamagedPicture picture : DamagedPictures.of(good)) {
            if (picture.picture().name().equals(name)) {
                return picture.picture().read(10_000);
            }
        }
        throw new AssertionError("no such picture: " + name);
    }

    private static ImageReader reader(byte[] bytes) throws IOException {
        ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes));
        ImageReader reader = ImageIO.getImageReaders(in).next();
        reader.setInput(in);
        return reader;
    }
}
