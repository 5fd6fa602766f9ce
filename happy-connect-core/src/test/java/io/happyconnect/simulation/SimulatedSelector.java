package io.happyconnect.simulation;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A selector of the simulated network. While it waits, the rest of the world goes on. */
final class SimulatedSelector extends AbstractSelector {

    private final SimulatedMachine machine;
    private final Chance chance;
    private final Set<SimulatedKey> keys = new LinkedHashSet<>();
    private boolean isWoken;
    private boolean mayHaveReady;

    SimulatedSelector(SimulatedMachine machine, Chance chance) {
        super(null);
        this.machine = machine;
        this.chance = chance;
    }

    /** A channel has something to say, or somebody wants to hear it. */
    void look() {
        mayHaveReady = true;
    }

    private boolean isAwake() {
        if (isWoken) {
            return true;
        }
        if (!mayHaveReady) {
            return false;
        }
        mayHaveReady = false;
        for (SimulatedKey key : keys) {
            mayHaveReady |= key.isReady();
        }
        return mayHaveReady;
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeoutMillis) {
        forget();
        machine.sleep(timeoutMillis == 0 ? Long.MAX_VALUE / 4 : timeoutMillis * Fates.MILLI, this::isAwake);
        return selectNow(action);
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
        machine.looks();
        isWoken = false;
        forget();
        List<SimulatedKey> ready = ready();
        for (SimulatedKey each : ready) {
            if (each.isValid()) {
                action.accept(each);
            }
        }
        return ready.size();
    }

    private List<SimulatedKey> ready() {
        if (!mayHaveReady) {
            return List.of();
        }
        List<SimulatedKey> ready = new ArrayList<>();
        for (SimulatedKey key : keys) {
            if (key.isReady()) {
                ready.add(key);
            }
        }
        chance.shuffle(ready);
        return ready;
    }

    /** What was cancelled is registered until now. */
    private void forget() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            if (cancelled.isEmpty()) {
                return;
            }
            for (SelectionKey each : cancelled) {
                SimulatedKey key = (SimulatedKey) each;
                keys.remove(key);
                deregister(key);
                key.channel.deregistered();
            }
            cancelled.clear();
        }
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        SimulatedKey key = new SimulatedKey((SimulatedChannel) channel);
        key.attach(attachment);
        keys.add(key);
        key.interestOps(ops);
        return key;
    }

    @Override
    public Selector wakeup() {
        isWoken = true;
        return this;
    }

    @Override
    protected void implCloseSelector() {
        isWoken = true;
        for (SimulatedKey key : List.copyOf(keys)) {
            keys.remove(key);
            deregister(key);
            key.channel.deregistered();
        }
        machine.closed(this);
    }

    @Override
    public Set<SelectionKey> keys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }

    private final class SimulatedKey extends AbstractSelectionKey {

        private final SimulatedChannel channel;
        private int ops;

        SimulatedKey(SimulatedChannel channel) {
            this.channel = channel;
        }

        boolean isReady() {
            return isValid() && (ops & OP_CONNECT) != 0 && channel.isReady();
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return SimulatedSelector.this;
        }

        @Override
        public int interestOps() {
            return ops;
        }

        @Override
        public SelectionKey interestOps(int wanted) {
            ops = wanted;
            look();
            return this;
        }

        @Override
        public int readyOps() {
            return isReady() ? OP_CONNECT : 0;
        }
    }
}
