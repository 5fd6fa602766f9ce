package io.happyconnect;

import io.happyconnect.drive.SocketSettings;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connect does otherwise than its connector. Immutable; every {@code with} method returns a copy.
 *
 * <pre>{@code
 * connector.connect(target, ConnectOptions.defaults().withTimeout(Duration.ofSeconds(2)));
 * }</pre>
 */
public final class ConnectOptions {

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(null, null, null, null, SocketSettings.NONE, null);

    private final @Nullable Duration timeout;
    private final @Nullable Consumer<RaceSettings.Builder> raceSettings;
    private final @Nullable List<InetAddress> addresses;
    private final @Nullable AddressFilter addressFilter;
    private final SocketSettings socketSettings;
    private final @Nullable Cancellation cancellation;

    private ConnectOptions(
            @Nullable Duration timeout,
            @Nullable Consumer<RaceSettings.Builder> raceSettings,
            @Nullable List<InetAddress> addresses,
            @Nullable AddressFilter addressFilter,
            SocketSettings socketSettings,
            @Nullable Cancellation cancellation) {
        this.timeout = timeout;
        this.raceSettings = raceSettings;
        this.addresses = addresses;
        this.addressFilter = addressFilter;
        this.socketSettings = socketSettings;
        this.cancellation = cancellation;
    }

    /** {@return options that change nothing} */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Another timeout for the whole race, name resolution included.
     *
     * @param timeout 1 ms to 1 day
     * @return a copy
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public ConnectOptions withTimeout(Duration timeout) {
        return new ConnectOptions(
                HappyConnector.checkedTimeout("timeout", timeout),
                raceSettings,
                addresses,
                addressFilter,
                socketSettings,
                cancellation);
    }

    /**
     * Another connection attempt delay.
     *
     * @param delay 10 ms to 1 day
     * @return a copy
     * @throws IllegalArgumentException if the delay is out of range
     */
    public ConnectOptions withConnectionAttemptDelay(Duration delay) {
        return withRaceSettings(race -> race.connectionAttemptDelay(delay));
    }

    /**
     * Other settings of the race, for example {@code race -> race.maxConcurrentAttempts(1)}. What is not set stays as it is; a
     * change that was given here before holds where this one sets nothing.
     *
     * @param change sets the same each time, on any thread
     * @return a copy
     * @throws IllegalArgumentException if a value cannot be: the change is tried at once
     */
    public ConnectOptions withRaceSettings(Consumer<RaceSettings.Builder> change) {
        change.accept(RaceSettings.builder());
        Consumer<RaceSettings.Builder> both = raceSettings == null ? change : raceSettings.andThen(change);
        return new ConnectOptions(timeout, both, addresses, addressFilter, socketSettings, cancellation);
    }

    /**
     * Races these addresses instead of resolving the target's name, which then serves for messages and reports. For callers
     * that have resolved already and must not resolve twice. The address filter and the order of the connector hold.
     *
     * @param addresses at least one, in the order of preference inside a family
     * @return a copy
     * @throws IllegalArgumentException if there is none
     */
    public ConnectOptions withAddresses(List<InetAddress> addresses) {
        List<InetAddress> copy = List.copyOf(addresses);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("addresses must hold at least one address, but is empty");
        }
        return new ConnectOptions(timeout, raceSettings, copy, addressFilter, socketSettings, cancellation);
    }

    /**
     * Resolves the target's name, whatever addresses were given before: for whoever was given one that says nothing.
     *
     * @return a copy
     */
    public ConnectOptions withoutAddresses() {
        return new ConnectOptions(timeout, raceSettings, null, addressFilter, socketSettings, cancellation);
    }

    /**
     * Dials only addresses that this filter accepts, too: those of a name, those that are given, and literals. The filter of
     * the connector holds as before, and so does one that was given here before.
     *
     * @param filter the additional filter
     * @return a copy
     */
    public ConnectOptions withAddressFilter(AddressFilter filter) {
        Objects.requireNonNull(filter, "filter");
        AddressFilter both = addressFilter == null ? filter : addressFilter.and(filter);
        return new ConnectOptions(timeout, raceSettings, addresses, both, socketSettings, cancellation);
    }

    /**
     * Sets a socket option on every attempt's socket before it connects, on top of the connector's.
     *
     * @param name the option, for example {@link java.net.StandardSocketOptions#TCP_NODELAY}
     * @param value its value
     * @param <T> the type of the value
     * @return a copy
     * @throws IllegalArgumentException if TCP sockets of this machine do not have the option, or not with this value
     */
    public <T> ConnectOptions withSocketOption(SocketOption<T> name, T value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new ConnectOptions(
                timeout, raceSettings, addresses, addressFilter, socketSettings.with(name, value), cancellation);
    }

    /**
     * Binds every attempt to a local address of its family, instead of the connector's. Candidates of a family that has none
     * are not tried; a wildcard address stands for both families.
     *
     * @param local resolved addresses; port 0 for any
     * @return a copy
     * @throws IllegalArgumentException if an address is unresolved
     */
    public ConnectOptions withLocalAddresses(List<InetSocketAddress> local) {
        for (InetSocketAddress address : local) {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("local address must be resolved, but is " + address);
            }
        }
        return new ConnectOptions(
                timeout,
                raceSettings,
                addresses,
                addressFilter,
                socketSettings.withLocalAddresses(local),
                cancellation);
    }

    /**
     * Lets another thread cancel the race.
     *
     * @param cancellation what cancels it
     * @return a copy
     */
    public ConnectOptions withCancellation(Cancellation cancellation) {
        return new ConnectOptions(
                timeout,
                raceSettings,
                addresses,
                addressFilter,
                socketSettings,
                Objects.requireNonNull(cancellation, "cancellation"));
    }

    /**
     * These options on top of others: what these do not say is as in the others. Socket options and race settings of both
     * hold, and an address has to pass the filters of both.
     *
     * @param below the options that count where these say nothing
     * @return options that do both
     */
    public ConnectOptions over(ConnectOptions below) {
        if (this == DEFAULTS || below == DEFAULTS) {
            return this == DEFAULTS ? below : this;
        }
        ConnectOptions both = raceSettings == null ? below : below.withRaceSettings(raceSettings);
        both = addressFilter == null ? both : both.withAddressFilter(addressFilter);
        return new ConnectOptions(
                timeout == null ? below.timeout : timeout,
                both.raceSettings,
                addresses == null ? below.addresses : addresses,
                both.addressFilter,
                socketSettings.over(below.socketSettings),
                cancellation == null ? below.cancellation : cancellation);
    }

    /** {@return the timeout of the whole race, empty for that of the connector} */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /**
     * The settings of a race with these options.
     *
     * @param below the settings that count where these options say nothing
     * @return the same ones if these options change none
     */
    public RaceSettings raceSettings(RaceSettings below) {
        if (raceSettings == null) {
            return below;
        }
        RaceSettings.Builder changed = below.toBuilder();
        raceSettings.accept(changed);
        return changed.build();
    }

    boolean changesRaceSettings() {
        return raceSettings != null;
    }

    @Nullable
    List<InetAddress> addresses() {
        return addresses;
    }

    @Nullable
    AddressFilter addressFilter() {
        return addressFilter;
    }

    SocketSettings socketSettings() {
        return socketSettings;
    }

    /** {@return what cancels the race, if anything but the connector can} */
    public Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }
}
