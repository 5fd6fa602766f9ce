package io.happyconnect.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration makes of a target; nothing is connected. */
class SshConfigTest {

    @TempDir
    private Path directory;

    private SshRoute route(String config, String target) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), config);
        return SshRoute.of(Target.parse(target), new SshConfig(file));
    }

    private String text(String config, String target) throws IOException {
        SshRoute route = route(config, target);
        return route == null ? "none" : Hop.describe(route.hops()) + " to " + route.target();
    }

    @Test
    void aFileThatIsNotThereMentionsNobody() throws IOException {
        SshConfig config = new SshConfig(directory.resolve("nothing"));
        assertThat(SshRoute.of(Target.parse("db:1"), config)).isNull();
    }

    @Test
    void aHostThatNoPatternMatchesIsNotMentioned() throws IOException {
        assertThat(text("Host a b\n  HostName x\n", "c:1")).isEqualTo("none");
    }

    @Test
    void thePatternsOfOpenSshMatch() throws IOException {
        String config = "Host *.internal !secret.internal db-?\n  HostName %h.example.com\n";
        assertThat(text(config, "a.internal:1")).isEqualTo(" to a.internal.example.com:1");
        assertThat(text(config, "db-7:1")).isEqualTo(" to db-7.example.com:1");
        assertThat(text(config, "db-77:1")).isEqualTo("none");
        assertThat(text(config, "secret.internal:1")).isEqualTo("none");
        assertThat(text(config, "A.INTERNAL.:1")).isEqualTo(" to a.internal.example.com:1");
    }

    @Test
    void theFirstValueCounts() throws IOException {
        String config = """
                Host db
                  HostName first
                Host *
                  HostName second
                  ProxyJump bastion
                Host bastion
                  User kim
                """;
        assertThat(route(config, "db:1").target()).hasToString("first:1");
    }

    @Test
    void thePortIsThatOfTheSshServerAndOfNothingElse() throws IOException {
        String config = "Host db\n  HostName real\n  Port 2222\n";
        assertThat(text(config, "db:5432")).isEqualTo(" to real:5432");
        assertThat(text(config, "db:22")).isEqualTo(" to real:2222");
    }

    @Test
    void jumpHostsHaveUsersPortsAndEntriesOfTheirOwn() throws IOException {
        String config = """
                Host db
                  ProxyJump one,lee@two:2022,ssh://max@[2001:db8::1]:2200
                Host one
                  HostName one.example.com
                  User kim
                  Port 2222
                """;
        assertThat(text(config, "db:5432"))
                .isEqualTo("kim@one.example.com:2222,lee@two:2022,max@[2001:db8::1]:2200 to db:5432");
    }

    @Test
    void aPortMayBeOne() throws IOException {
        assertThat(text("Host db\n  ProxyJump u@one,u@two:1\nHost one\n  Port 1\n", "db:5432"))
                .isEqualTo("u@one:1,u@two:1 to db:5432");
    }

    @Test
    void aJumpHostBehindAnotherIsReachedThroughIt() throws IOException {
        String config = """
                Host db
                  ProxyJump u@inner
                Host inner
                  ProxyJump u@middle
                Host middle
                  ProxyJump u@outer
                """;
        assertThat(text(config, "db:1")).isEqualTo("u@outer:22,u@middle:22,u@inner:22 to db:1");
    }

    @Test
    void noneIsNoJump() throws IOException {
        assertThat(text("Host db\n  ProxyJump none\nHost *\n  ProxyJump bastion\n", "db:1"))
                .isEqualTo(" to db:1");
    }

    @Test
    void aPatternForAllDoesNotSendTheJumpHostThroughItself() throws IOException {
        assertThat(text("Host *\n  ProxyJump u@bastion\n", "db:1")).isEqualTo("u@bastion:22 to db:1");
        assertThat(text("Host *\n  ProxyJump u@bastion\n", "bastion:22")).isEqualTo(" to bastion:22");
    }

    @Test
    void jumpsThatLeadBackAreRefusedWithTheWholeWay() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> route("Host a\n  ProxyJump b\nHost b\n  ProxyJump c\nHost c\n  ProxyJump A.\n", "a:1"))
                .withMessage("ProxyJump leads back to itself: a -> b -> c -> a");
    }

    @Test
    void eightJumpHostsAreFollowedAndNineAreNot() throws IOException {
        assertThat(route("Host db\n  ProxyJump a,b,c,d,e,f,g,h\n", "db:1").hops())
                .hasSize(8);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  ProxyJump a,b,c,d,e,f,g,h,i\n", "db:1"))
                .withMessageContaining("more than 8 hosts");
    }

    @Test
    void includedFilesAreReadInTheirPlace() throws IOException {
        Path parts = Files.createDirectory(directory.resolve("conf.d"));
        Files.writeString(parts.resolve("2.conf"), "Host db\n  HostName second\n");
        Files.writeString(parts.resolve("1.conf"), "Host db\n  HostName first\n");
        Files.writeString(parts.resolve("ignored.txt"), "Host db\n  HostName never\n");

        assertThat(text("Include conf.d/*.conf\nHost db\n  HostName last\n", "db:1"))
                .isEqualTo(" to first:1");
        assertThat(text("Include nothing/*.conf \"" + parts.resolve("2.conf") + "\"\n", "db:1"))
                .isEqualTo(" to second:1");
    }

    @Test
    void aNewFileThatAPatternMatchesIsNoticedAndSoIsOneThatIsGone() throws IOException {
        Target db = Target.parse("db:1");
        Path file = Files.writeString(directory.resolve("config"), "Include conf.d/*.conf\n");
        SshConfig config = new SshConfig(file);
        assertThat(SshRoute.of(db, config).target()).isEqualTo(db);

        Path parts = Files.createDirectory(directory.resolve("conf.d"));
        assertThat(SshRoute.of(db, config).target()).isEqualTo(db);
        FileTime time = Files.getLastModifiedTime(parts);
        Path late = Files.writeString(parts.resolve("late.conf"), "Host db\n  HostName real\n");
        Files.setLastModifiedTime(parts, time);
        assertThat(SshRoute.of(db, config).target()).hasToString("real:1");

        Files.delete(late);
        assertThat(SshRoute.of(db, config).target()).isEqualTo(db);
    }

    @Test
    void whatFollowsAnIncludeBelongsToTheHostBeforeIt() throws IOException {
        Files.writeString(directory.resolve("more"), "Host other\n  HostName elsewhere\n");
        assertThat(text("Host db\n  Include more\n  HostName real\n", "db:1")).isEqualTo(" to real:1");
        assertThat(text("Host db\n  Include more\n  HostName real\n", "other:1"))
                .isEqualTo(" to elsewhere:1");
    }

    @Test
    void aFileThatIncludesItselfIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Include config\n", "db:1"))
                .withMessageContaining("included more than 16 files deep");
    }

    @Test
    void aMatchThatDependsOnWhatIsNotKnownIsLeftOut() throws IOException {
        String config = """
                Match exec "test -f /nothing"
                  HostName exec
                Match host db* exec true
                  HostName both
                Match final all
                  HostName final
                Match host
                  HostName nothing
                Match originalhost db,db2
                  HostName original
                Match all
                  ProxyJump u@bastion
                """;
        assertThat(text(config, "db2:1")).isEqualTo("u@bastion:22 to original:1");
        assertThat(text(config, "other:1")).isEqualTo("u@bastion:22 to other:1");
    }

    @Test
    void aMatchOfAHostLooksAtItsHostNameAndAtWhatStandsBeforeIt() throws IOException {
        String config = """
                Match host real.internal
                  HostName too-early
                Host db
                  HostName real.internal
                Match host *.internal,!secret.internal
                  ProxyJump u@bastion
                Match originalhost real.internal
                  HostName never
                """;
        assertThat(text(config, "db:1")).isEqualTo("u@bastion:22 to real.internal:1");
        assertThat(text(config, "Other.Internal:1")).isEqualTo("u@bastion:22 to other.internal:1");
        assertThat(text(config, "secret.internal:1")).isEqualTo("none");
        assertThat(text(config, "real.internal:1")).isEqualTo(" to too-early:1");
    }

    @Test
    void aMatchOfAUserLooksAtTheUserSoFarOrAtTheOneOfTheProcess() throws IOException {
        String me = System.getProperty("user.name");
        String config = """
                Host kims-*
                  User kim
                Match user kim
                  HostName for-kim
                Match user %s originalhost *.mine
                  HostName for-me
                Match !user kim,%s localuser %s
                  HostName never
                """.formatted(me, me, me);
        assertThat(text(config, "kims-db:1")).isEqualTo(" to for-kim:1");
        assertThat(text(config, "db.mine:1")).isEqualTo(" to for-me:1");
        assertThat(text(config, "db:1")).doesNotContain("never").doesNotContain("for-");
        // Users are no hosts: case counts.
        assertThat(text("Host db\n  User Kim\nMatch user kim\n  HostName never\n", "db:1"))
                .isEqualTo(" to db:1");
    }

    @Test
    void aFileThatAMatchIncludesIsUnderItsCondition() throws IOException {
        Files.writeString(directory.resolve("more"), "  HostName top\nHost db*\n  ProxyJump u@bastion\n");
        String config = "Match host db1,x\n  Include more\n  User kim\nHost db2\n  HostName last\n";
        assertThat(text(config, "db1:1")).isEqualTo("u@bastion:22 to top:1");
        assertThat(text(config, "x:1")).isEqualTo(" to top:1");
        assertThat(text(config, "db2:1")).isEqualTo(" to last:1");
    }

    @Test
    void aCommandThatNobodyRunsIsAnErrorAndNotAnotherWay() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  ProxyCommand ssh -W %h:%p bastion\n", "db:1"))
                .withMessageStartingWith("ProxyCommand of db is not run here")
                .withMessageContaining("use ProxyJump");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  ProxyJump b\nHost b\n  proxycommand=nc %h %p\n", "db:1"))
                .withMessageStartingWith("ProxyCommand of b is not run here");
    }

    @Test
    void ofProxyJumpAndProxyCommandTheFirstCounts() throws IOException {
        String later = "Host *\n  ProxyCommand nc %h %p\n";
        assertThat(text("Host db\n  ProxyJump u@b\nHost b\n  ProxyJump none\n" + later, "db:1"))
                .isEqualTo("u@b:22 to db:1");
        assertThat(text("Host db\n  ProxyCommand none\n" + later, "db:1")).isEqualTo(" to db:1");
        assertThat(text("Host db\n  ProxyCommand none\nHost *\n  ProxyJump u@b\n", "db:1"))
                .isEqualTo(" to db:1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  ProxyCommand nc %h %p\nHost *\n  ProxyJump u@b\n", "db:1"));
    }

    @Test
    void withinOneHostTheFirstOfThemCountsToo() throws IOException {
        assertThat(text("Host db\n  ProxyCommand none\n  ProxyJump u@b\n", "db:1"))
                .isEqualTo(" to db:1");
        assertThat(text("Host db\n  ProxyJump u@b\n  ProxyCommand none\n  HostName real\n", "db:1"))
                .isEqualTo("u@b:22 to real:1");
        assertThat(text("Host db\n  ProxyJump u@b\n  ProxyJump u@c\n", "db:1")).isEqualTo("u@b:22 to db:1");
    }

    @Test
    void theValueOfACriterionMayFollowAnEqualsSign() throws IOException {
        assertThat(text("Match host=db,x\n  ProxyJump u@b\n", "db:1")).isEqualTo("u@b:22 to db:1");
        assertThat(text("Match=host = db !user=\"some one\"\n  ProxyJump=u@b\n", "db:1"))
                .isEqualTo("u@b:22 to db:1");
        assertThat(text("Match host=db\n  ProxyJump u@b\n", "db2:1")).isEqualTo("none");
    }

    @Test
    void aCommentEndsALine() throws IOException {
        Path parts = Files.writeString(directory.resolve("parts"), "HostName real\n");
        for (String line : List.of("Match host db # the database", "Match originalhost db #", "Host db # other")) {
            assertThat(text(line + "\n  ProxyJump u@b # bastion\n  Include parts # nothing\n", "db:1"))
                    .isEqualTo("u@b:22 to real:1");
        }
        assertThat(parts).exists();
        assertThat(text("Host db # other\n  ProxyJump u@b\n", "other:1")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Match host db exec \"true\"\n  ProxyJump u@b\n",
                "Match host db exec=true\n  ProxyCommand ssh -W %h:%p b\n",
                "Match host db exec \"true\"\n  ProxyJump none\n",
                "Match exec host host db\n  ProxyJump u@b\n",
                "Match exec \"true\" host db # both\n  ProxyJump u@b\n",
                "Match !exec \"false\"\n  HostName real\n  ProxyJump u@b\n",
                "Match exec\n  ProxyJump u@b\n",
                "Match host\n  ProxyJump u@b\n",
                "Match tagged x host db\n  ProxyJump u@b\n",
                "Match canonical host db\n  ProxyJump u@b\n",
                "Match final host real\n  ProxyJump u@b\nHost db\n  HostName real\n",
                "Match host db exec \"true\"\n  ProxyJump u@b\nHost *\n  ProxyJump none\n",
                "Host db\n  HostName real\nMatch host real exec \"true\"\n  ProxyJump u@b\n",
                "Match host db exec \"true\"\n  Include more\n",
                "Match exec \"true\"\n  Include more\n",
                "Host x\n  ProxyJump db\nMatch host db exec \"true\"\n  ProxyJump u@b\n",
            })
    void aWayThatALeftOutMatchMaySendAHostIsAnErrorAndNotAnotherWay(String config) throws IOException {
        Files.writeString(directory.resolve("more"), "Host d*\n  User kim\n  ProxyJump u@b\n");
        for (String name : config.startsWith("Host x") ? List.of("db:1", "x:1") : List.of("db:1")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> route(config, name))
                    .withMessageStartingWith("a Match that may be for db has a ProxyJump or ProxyCommand")
                    .withMessageContaining(MatchCriteria.UNDERSTOOD);
        }
    }

    @Test
    void hostsThatALeftOutMatchIsNotForGoOn() throws IOException {
        Files.writeString(directory.resolve("more"), "Host d*\n  ProxyJump u@b\n");
        assertThat(text("Match host db exec \"true\"\n  ProxyJump u@b\n", "other:1"))
                .isEqualTo("none");
        assertThat(text("Match exec \"true\" !host other\n  ProxyJump u@b\n", "other:1"))
                .isEqualTo("none");
        assertThat(text("Match exec \"true\"\n  Include more\n", "other:1")).isEqualTo("none");
        assertThat(text("Match exec \"true\"\n  HostName other\n", "db:1")).isEqualTo("none");
        assertThat(text("Host db\n  ProxyJump u@c\nMatch host db exec \"true\"\n  ProxyJump u@b\n", "db:1"))
                .isEqualTo("u@c:22 to db:1");
        assertThat(text(
                        "Match final all\n  ProxyJump u@b\nHost db\n  ProxyJump u@c\nHost c\n ProxyJump none\n",
                        "db:1"))
                .isEqualTo("u@c:22 to db:1");
    }

    @Test
    void whatCannotBeNamesTheFile() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  HostName\n", "db:1"))
                .withMessage(directory.resolve("config") + ", line 2: 'HostName' has no value");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  HostName not/a/host\n", "db:1"))
                .withMessageContaining("HostName of db");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  Port many\n", "db:1"))
                .withMessageContaining(directory.resolve("config").toString());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route("Host db\n  ProxyJump b:70000\n", "db:1"))
                .withMessageContaining("ProxyJump of db");
    }

    @Test
    void identitiesOfTheConfigurationComeFirst() throws IOException {
        SshRoute route = route("Host db\n  ProxyJump b\nHost b\n  IdentityFile /keys/b\n", "db:1");
        assertThat(route.hops().get(0).entry().getIdentities()).containsExactlyElementsOf(List.of("/keys/b"));
    }

    private Hop.Login login(String bastion) throws IOException {
        return route("Host db\n  ProxyJump b\nHost b\n  User kim\n" + bastion, "db:1")
                .hops()
                .get(0)
                .login();
    }

    @Test
    void whatDecidesALoginTellsLoginsApartAndNothingElse() throws IOException {
        Hop.Login login = login("  IdentityFile /keys/a\n  IdentitiesOnly yes\n");
        assertThat(login("  IdentityFile /keys/a\n  IdentitiesOnly yes\n  LogLevel DEBUG\n"))
                .isEqualTo(login)
                .hasSameHashCodeAs(login);
        assertThat(login("  IdentityFile /keys/b\n  IdentitiesOnly yes\n")).isNotEqualTo(login);
        assertThat(login("  IdentityFile /keys/a\n  IdentityFile /keys/b\n  IdentitiesOnly yes\n"))
                .isNotEqualTo(login);
        assertThat(login("  IdentityFile /keys/a\n")).isNotEqualTo(login);
        assertThat(login("  IdentityFile /keys/a\n  IdentitiesOnly yes\n  IdentityAgent none\n"))
                .isNotEqualTo(login);
        assertThat(login("  IdentityFile /keys/a\n  IdentitiesOnly yes\n  Port 2222\n"))
                .isNotEqualTo(login);
    }
}
