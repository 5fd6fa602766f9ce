package io.happyconnect.dns.files;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What resolv.conf(5) says, with glibc's defaults and limits, except that the number of servers is not limited (RFC 8305
 * §3.1: clients "SHOULD NOT" impose a limit).
 *
 * @param servers whom to ask, in the order of the file; the loopback address if it names none
 * @param search the domains a relative name is tried with
 * @param ndots a name with at least so many dots is tried as it is first
 * @param timeout how long a server has before the next one is asked
 * @param attempts how often the list of servers is gone through
 * @param rotate whether the lookups take turns in who is asked first
 * @param useTcp whether to ask over TCP at once
 * @param noAaaa whether to ask for no AAAA at all
 * @param singleRequest whether to wait for one answer before asking the second question
 * @param noTldQuery whether a name without a dot is never tried as it is
 * @param reload whether to look for changes of the file
 */
public record ResolvConf(
        List<InetSocketAddress> servers,
        List<String> search,
        int ndots,
        Duration timeout,
        int attempts,
        boolean rotate,
        boolean useTcp,
        boolean noAaaa,
        boolean singleRequest,
        boolean noTldQuery,
        boolean reload) {

    /** Copies the lists. */
    public ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /**
     * Reads the file. Whatever cannot be is passed over, as the system does: a line that nobody needs must not stop a
     * connection.
     *
     * @param text what the file contains; empty if there is none
     * @param surroundings what else counts
     * @return what it says
     */
    public static ResolvConf parse(String text, Surroundings surroundings) {
        var reader = new ResolvConfReader();
        text.lines().forEach(reader::line);
        return reader.finish(surroundings);
    }
}
