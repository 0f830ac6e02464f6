package io.inferencestream.kit.clients;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class PollBudgetTest {
    private final PollBudget budget = new PollBudget(100);

    @Test
    void refusesTheRecordThatWouldBeTooMuch() {
        budget.begin(Integer.MAX_VALUE);
        budget.key(10);
        budget.value(50);
        budget.key(10);
        budget.value(30);

        assertFull(() -> budget.key(1));
    }

    @Test
    void refusesAValueThatIsTooMuchWithItsKey() {
        budget.begin(Integer.MAX_VALUE);
        budget.value(60);
        budget.key(10);

        assertFull(() -> budget.value(31));
    }

    @Test
    void takesTheFirstRecordWhateverItsSize() {
        budget.begin(Integer.MAX_VALUE);

        assertThatCode(() -> {
                    budget.key(200);
                    budget.value(1000);
                })
                .doesNotThrowAnyException();
        assertFull(() -> budget.value(1));
    }

    @Test
    void takesAsManyRecordsAsThePollMayHandOut() {
        budget.begin(2);
        budget.key(1);
        budget.value(1);
        budget.value(1);

        assertFull(() -> budget.value(1));
    }

    @Test
    void takesNoneWhereThePollMayHandOutNone() {
        budget.begin(0);

        assertFull(() -> budget.key(1));
        assertFull(() -> budget.value(1));
    }

    @Test
    void beginsAnewWithEachPoll() {
        budget.begin(1);
        budget.value(500);
        budget.begin(1);

        assertThatCode(() -> budget.value(500)).doesNotThrowAnyException();
    }

    @Test
    void countsHeaders() {
        Headers headers = new RecordHeaders().add("trace", new byte[90]);
        budget.begin(Integer.MAX_VALUE);
        BudgetedDeserializer.ofValues(budget).deserialize("images", headers, ByteBuffer.allocate(1));

        assertFull(() -> budget.value(10));
    }

    private static void assertFull(Runnable taking) {
        assertThatThrownBy(taking::run).isInstanceOf(PollFullException.class);
    }
}
