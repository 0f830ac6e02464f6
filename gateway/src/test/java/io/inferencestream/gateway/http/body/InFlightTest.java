package io.inferencestream.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.http.body.InFlight.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final long MANY = 1_000_000;

    @Test
    void leavesAsMuchFreeAsOneAccountHolds() {
        InFlight inFlight = new InFlight(100, MANY);

        assertThat(fill(inFlight, "flood")).hasSize(50);
        assertThat(fill(inFlight, "second")).hasSize(25);
        assertThat(fill(inFlight, "third")).hasSize(13);
        assertThat(inFlight.enter("newcomer", 0)).isPresent();
    }

    @Test
    void hasTheLastPlaceForWhoeverHoldsNone() {
        InFlight inFlight = new InFlight(3, MANY);

        assertThat(fill(inFlight, "a")).hasSize(2);
        assertThat(inFlight.enter("b", 0)).isPresent();
        assertThat(inFlight.enter("c", 0)).isEmpty();
    }

    @Test
    void countsBytesAsTheyComeAndNotAsTheyAreAnnounced() {
        InFlight inFlight = new InFlight(100, 100);
        Place place = inFlight.enter("a", 40).orElseThrow();

        assertThat(inFlight.bytes()).isZero();
        assertThat(place.grow(30)).isTrue();
        assertThat(inFlight.bytes()).isEqualTo(30);
    }

    @Test
    void letsNoAccountHoldMoreBytesThanItLeavesFree() {
        InFlight inFlight = new InFlight(100, 100);
        Place first = inFlight.enter("flood", 0).orElseThrow();
        Place second = inFlight.enter("flood", 0).orElseThrow();

        assertThat(first.grow(30)).isTrue();
        assertThat(second.grow(20)).isTrue();
        assertThat(second.grow(1)).isFalse();
        assertThat(inFlight.enter("flood", 1)).isEmpty();
        assertThat(inFlight.enter("ward", 50).orElseThrow().grow(50)).isTrue();
    }

    @Test
    void takesALoneBodyHoweverLarge() {
        InFlight inFlight = new InFlight(100, 100);
        Place lone = inFlight.enter("a", 500).orElseThrow();

        assertThat(lone.grow(300)).isTrue();
        assertThat(lone.grow(200)).isTrue();
        assertThat(inFlight.enter("b", 1)).isEmpty();
    }

    @Test
    void holdsNothingForThoseWhoHaveLeft() {
        InFlight inFlight = new InFlight(100, 100);
        List<Place> places = fill(inFlight, "a");
        places.get(0).grow(50);

        places.forEach(Place::leave);
        places.forEach(Place::leave);

        assertThat(inFlight.requests()).isZero();
        assertThat(inFlight.bytes()).isZero();
        assertThat(places.get(0).grow(1)).isFalse();
        assertThat(fill(inFlight, "a")).hasSize(50);
    }

    @Test
    void tellsWhoHoldsMoreThanAnEvenShare() {
        InFlight inFlight = new InFlight(100, MANY);
        fill(inFlight, "flood");
        inFlight.enter("ward", 0);

        assertThat(inFlight.isModest("ward")).isTrue();
        assertThat(inFlight.isModest("newcomer")).isTrue();
        assertThat(inFlight.isModest("flood")).isFalse();
    }

    private static List<Place> fill(InFlight inFlight, String account) {
        List<Place> places = new ArrayList<>();
        for (Optional<Place> place = inFlight.enter(account, 0);
                place.isPresent();
                place = inFlight.enter(account, 0)) {
            places.add(place.get());
        }
        return places;
    }
}
