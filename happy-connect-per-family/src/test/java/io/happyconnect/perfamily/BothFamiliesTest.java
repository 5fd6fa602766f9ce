package io.happyconnect.perfamily;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BothFamiliesTest {

    private final List<String> words = new ArrayList<>();
    private final BothFamilies both = new BothFamilies(new Answers() {
        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            words.add(family + " " + candidates);
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            words.add("found " + candidates);
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            words.add(family + " failed");
        }

        @Override
        public void failed(IOException cause) {
            words.add("failed");
        }

        @Override
        public void done() {
            words.add("done");
        }
    });
    private final Answers ipv6 = both.of(AddressFamily.IPV6);
    private final Answers ipv4 = both.of(AddressFamily.IPV4);

    @Test
    void aNameWithoutAnyAddressIsAFailureInWhateverOrderBothAreDone() {
        ipv6.failed(new UnknownHostException("www.example"));
        ipv4.failed(new UnknownHostException("www.example"));
        ipv4.done();
        ipv6.done();

        assertThat(words).containsExactly("IPv6 []", "failed", "done");
    }

    @Test
    void aFamilyWithoutAddressesIsNoFailureWhereTheOtherHasAnswered() {
        ipv6.answered(AddressFamily.IPV6, List.of());
        ipv4.failed(new UnknownHostException("www.example"));
        ipv4.done();
        ipv6.done();

        assertThat(words).containsExactly("IPv6 []", "IPv4 []", "done");
    }
}
