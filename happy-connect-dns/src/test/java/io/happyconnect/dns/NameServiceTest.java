package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameServiceTest {

    @Test
    void aHostWithPlainFilesAndDnsIsPlain() {
        assertThat(NameService.of("Linux", true, "hosts: files dns\n"))
                .isEqualTo(new NameService(true, "the hosts line of /etc/nsswitch.conf is \"files dns\""));
    }

    @Test
    void aHostWithoutASwitchIsPlain() {
        assertThat(NameService.of("Linux", true, null))
                .isEqualTo(new NameService(true, "there is no /etc/nsswitch.conf"));
    }

    @Test
    void aHostWithMoreIsNot() {
        assertThat(NameService.of("Linux", true, "hosts: files mdns4_minimal [NOTFOUND=return] dns"))
                .isEqualTo(new NameService(
                        false,
                        "the hosts line of /etc/nsswitch.conf is \"files mdns4_minimal [NOTFOUND=return] dns\""));
    }

    @Test
    void aHostThatKeepsItsServersElsewhereIsNot() {
        assertThat(NameService.of("Windows 11", false, null).isPlain()).isFalse();
        assertThat(NameService.of("Mac OS X", true, null).isPlain()).isFalse();
        assertThat(NameService.of("Linux", false, null))
                .isEqualTo(new NameService(false, "there is no /etc/resolv.conf"));
    }

    @Test
    void thisHostIsOneOfThem() {
        assertThat(NameService.ofThisHost().reason()).isNotBlank();
    }
}
