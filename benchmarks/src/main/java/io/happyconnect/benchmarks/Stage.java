package io.happyconnect.benchmarks;

import java.io.IOException;

/** What the turns of a venue share. */
interface Stage extends AutoCloseable {

    /** Opens that of a venue. */
    static Stage of(Venue venue) throws IOException {
        return switch (venue) {
            case FORKS, VIRTUAL_FORKS -> throw new IllegalArgumentException(venue + " is measured by JMH");
            case CHANNELS -> new ChannelStage();
            case PAUSE -> new PauseStage();
            case LINK_CONNECT -> new ConnectStage();
            case LINK_GET -> GetStage.overLink();
            case PING -> new IoStage(64, 100, 0);
            case PING_WITH_TIMEOUT -> new IoStage(64, 100, 10_000);
            case BULK -> new IoStage(65_536, 20, 0);
            case BULK_WITH_TIMEOUT -> new IoStage(65_536, 20, 10_000);
            case CLIENTS -> GetStage.overLoopback();
            case CLIENTS_PAST_A_DEAD_ADDRESS -> GetStage.pastDeadAddress();
        };
    }

    /** What an entry is measured by. */
    Turn turn(String entry) throws IOException;

    /** What warms an entry up before. */
    default Turn rehearsal(String entry) throws IOException {
        return turn(entry);
    }

    @Override
    void close() throws IOException;
}
