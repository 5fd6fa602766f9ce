package io.happyconnect.okhttp;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LeaksNothing
class AddressBookTest {

    private final List<InetAddress> given = new ArrayList<>();

    private static HappyConnector connector(int portOfItsOwn) {
        return HappyConnector.builder()
                .resolver((target, answers) -> {
                    answers.found(
                            List.of(new AddressCandidate(ipv4(1), portOfItsOwn == 0 ? target.port() : portOfItsOwn)));
                    answers.done();
                    return Lookup.ended();
                })
                .build();
    }

    private WeakReference<HappyConnector> used(int portOfItsOwn) throws IOException {
        try (HappyConnector connector = connector(portOfItsOwn)) {
            given.addAll(HappyConnectOkHttp.of(connector).dns().lookup("site.test"));
            return new WeakReference<>(connector);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8443})
    void anAddressThatWasGivenOutKeepsNoConnector(int portOfItsOwn) throws IOException {
        WeakReference<HappyConnector> connector = used(portOfItsOwn);
        assertThat(Placeholders.isInBlock(given.get(0))).isEqualTo(portOfItsOwn != 0);

        Garbage.collect();

        assertThat(connector.get()).isNull();
        Reference.reachabilityFence(given);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8443})
    void norDoesOneThatIsGone(int portOfItsOwn) throws IOException {
        WeakReference<HappyConnector> connector = used(portOfItsOwn);
        given.clear();

        Garbage.collect();

        assertThat(connector.get()).isNull();
    }

    @Test
    void equalOnesShareIt() {
        AddressFilter filter = AddressFilter.acceptAll();
        try (HappyConnector one = connector(0);
                HappyConnector two = connector(0)) {
            HappyConnectOkHttp pair = HappyConnectOkHttp.of(one);
            AddressBook book = AddressBook.of(one, null, null);
            assertThat(AddressBook.of(one, null, null)).isSameAs(book);
            assertThat(AddressBook.of(one, null, filter))
                    .isNotSameAs(book)
                    .isSameAs(AddressBook.of(one, null, AddressFilter.acceptAll()));
            assertThat(AddressBook.of(two, null, null)).isNotSameAs(book);
            assertThat(HappyConnectOkHttp.of(one)).isEqualTo(pair).hasSameHashCodeAs(pair);
            assertThat(HappyConnectOkHttp.of(two)).isNotEqualTo(pair);
        }
    }
}
