/** The platform's own resolution, asked for each family by itself, so that a race starts with the first answer. */
module io.happyconnect.perfamily {
    requires static transitive org.jspecify;
    requires transitive io.happyconnect;

    exports io.happyconnect.perfamily;

    provides java.net.spi.InetAddressResolverProvider with
            io.happyconnect.perfamily.PassThroughProvider;
}
