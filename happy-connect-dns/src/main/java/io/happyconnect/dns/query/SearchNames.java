package io.happyconnect.dns.query;

import io.happyconnect.dns.files.ResolvConf;
import java.util.ArrayList;
import java.util.List;

/** Which complete names a name may stand for (resolv.conf(5): search, ndots). */
final class SearchNames {

    private static final int MAX_LENGTH = 253;

    private SearchNames() {}

    /**
     * The names to ask for, in the order in which they count.
     *
     * @param host in lower case, without trailing dot
     * @param absolute whether it was written with one
     */
    static List<String> of(String host, boolean absolute, ResolvConf conf) {
        if (absolute || conf.search().isEmpty()) {
            return List.of(host);
        }
        long dots = host.chars().filter(c -> c == '.').count();
        List<String> names = new ArrayList<>();
        boolean asItIsFirst = dots >= conf.ndots();
        if (asItIsFirst) {
            names.add(host);
        }
        for (String domain : conf.search()) {
            String name = host + "." + domain;
            if (name.length() <= MAX_LENGTH) {
                names.add(name);
            }
        }
        boolean forbidden = dots == 0 && conf.noTldQuery() && !names.isEmpty();
        if (!asItIsFirst && !forbidden) {
            names.add(host);
        }
        return names;
    }
}
