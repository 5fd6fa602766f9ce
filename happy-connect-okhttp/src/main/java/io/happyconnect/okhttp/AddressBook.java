package io.happyconnect.okhttp;

import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.AddressFilter;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the addresses that were given out. Every {@link RouteDns} shares it with those that equal it, for a factory must
 * recognize the addresses of an equal one; it goes with the last of them, and lets go of the connector then.
 */
final class AddressBook {

    /** What makes two of them equal. */
    private record Means(
            HappyConnector connector,
            @Nullable Dns applicationDns,
            @Nullable AddressFilter filter) {}

    private static final Map<Means, WeakReference<AddressBook>> BOOKS = new WeakHashMap<>(); // guarded by itself

    private final Means means; // the key, which stays in the map for as long as the book does
    private final Claims claims = new Claims();
    private final Placeholders placeholders = new Placeholders();

    private AddressBook(Means means) {
        this.means = means;
    }

    static AddressBook of(HappyConnector connector, @Nullable Dns applicationDns, @Nullable AddressFilter filter) {
        Means means = new Means(connector, applicationDns, filter);
        synchronized (BOOKS) {
            WeakReference<AddressBook> known = BOOKS.get(means);
            AddressBook book = known == null ? null : known.get();
            if (book == null) {
                BOOKS.remove(means); // with the key of the book before, which a put would keep
                book = new AddressBook(means);
                BOOKS.put(means, new WeakReference<>(book));
            }
            return book;
        }
    }

    Claims claims() {
        return claims;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    @Override
    public String toString() {
        return "addresses of " + means;
    }
}
