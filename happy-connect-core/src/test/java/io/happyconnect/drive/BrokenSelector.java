package io.happyconnect.drive;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A selector without channels that fails whenever it is looked at. */
final class BrokenSelector extends AbstractSelector {

    private final Selector selector;

    BrokenSelector() throws IOException {
        super(SelectorProvider.provider());
        this.selector = Selector.open();
    }

    @Override
    public int selectNow() throws IOException {
        throw new IOException("Bad file descriptor");
    }

    @Override
    public int select(long timeout) throws IOException {
        throw new IOException("Bad file descriptor");
    }

    @Override
    public int select() throws IOException {
        throw new IOException("Bad file descriptor");
    }

    @Override
    public Selector wakeup() {
        return this;
    }

    @Override
    public Set<SelectionKey> keys() {
        return selector.keys();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selector.selectedKeys();
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException("it has no channels");
    }

    @Override
    protected void implCloseSelector() throws IOException {
        selector.close();
    }
}
