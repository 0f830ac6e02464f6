package io.inferencestream.lab.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.detection.PixelBox;
import io.inferencestream.lab.detection.TrueObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthFilesTest {
    private static final String COCO = """
            {"images": [{"id": 7, "file_name": "a.jpg", "width": 640, "height": 480}],
             "categories": [{"id": 90, "name": "dog"}, {"id": 3, "name": "cat"}],
             "annotations": [
               {"image_id": 7, "category_id": 3, "bbox": [10.5, 20, 30, 40], "area": 700.25, "iscrowd": 0},
               {"image_id": 7, "category_id": 90, "bbox": [0, 0, 640, 480], "iscrowd": 1}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void readsObjectsInCocosForm() throws IOException {
        CocoTruth truth = CocoTruth.read(file(COCO));

        assertThat(truth.images()).containsExactly(new CocoTruth.Image("a.jpg", 640, 480));
        assertThat(truth.classes()).containsExactly("dog", "cat");
        assertThat(truth.objects())
                .containsExactly(
                        new TrueObject(0, "cat", new PixelBox(10.5, 20, 30, 40), 700.25, false),
                        new TrueObject(0, "dog", new PixelBox(0, 0, 640, 480), 640 * 480, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"image_id\": 7 | \"image_id\": 8 | an annotation must name an image_id",
                "[10.5, 20, 30, 40] | [10.5, 20, 30] | a bbox of four numbers",
                "[10.5, 20, 30, 40] | [10.5, 20, -30, 40] | none of both below 0",
                "\"width\": 640 | \"width\": 0 | lacks width",
                "\"annotations\" | \"info\" | has no list annotations",
                "\"images\": | \"images\" | is no JSON"
            })
    void saysWhatIsWrongWithAFileOfAnnotations(String right, String wrong, String said) throws IOException {
        Path file = file(COCO.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

        assertThatThrownBy(() -> CocoTruth.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(said);
    }

    @Test
    void readsNumbersAndKnowsWhichAreNotKnown() throws IOException {
        NumberTable table =
                NumberTable.read(file("\uFEFFage,file,\"score, raw\"\n41.5,\"a \"\"1\"\".jpg\",\r\n\n,b.jpg,-2\n"));

        assertThat(table.files()).containsExactly("a \"1\".jpg", "b.jpg");
        assertThat(table.names()).containsExactly("age", "score, raw");
        assertThat(table.column("age")).containsExactly(41.5, Double.NaN);
        assertThat(table.column("score, raw")).containsExactly(Double.NaN, -2);
    }

    @Test
    void readsPairsAndPartsThemIntoTenFoldsInTheirOrder() throws IOException {
        StringBuilder text = new StringBuilder("first,second,same\n");
        for (int i = 0; i < 20; i++) {
            text.append("a").append(i).append(",b,").append(i % 2).append('\n');
        }

        Pairs pairs = Pairs.read(file(text.toString()));

        assertThat(pairs.pairs().get(3)).isEqualTo(new Pairs.Pair("a3", "b", true, 1));
        assertThat(pairs.pairs()).extracting(Pairs.Pair::fold).contains(0, 9).allMatch(fold -> fold < 10);
    }

    @Test
    void readsFoldsWherePairsHaveThem() throws IOException {
        Pairs pairs = Pairs.read(file("fold,first,second,same\nx,a,b,same\ny,a,c,different\nx,b,c,0\n"));

        assertThat(pairs.pairs()).extracting(Pairs.Pair::fold).containsExactly(0, 1, 0);
        assertThat(pairs.pairs()).extracting(Pairs.Pair::isSame).containsExactly(true, false, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first,second;a,b | must have the columns first, second and same",
                "first,second,same;a,b,2 | same must be 1 or 0: 2",
                "first,second,same;a,b | 3 columns, but a line with 2",
                "first,second,same | has no line below"
            })
    void saysWhatIsWrongWithPairs(String lines, String said) throws IOException {
        Path file = file(lines.replace(';', '\n'));

        assertThatThrownBy(() -> Pairs.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(said);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("truth"), text);
    }
}
