package io.happyconnect.name;

import java.util.Map;

/**
 * The names people connect to, as registered for TCP in the IANA Service Name and Transport Protocol Port Number
 * Registry (October 2025). Only registered names: kafka, elasticsearch and oracle have none, and a port we made up for
 * them would be wrong somewhere. Where one name has several ports, the one in use (http-alt: 8080).
 */
final class BuiltInServices {

    static final Map<String, Integer> PORTS = ServicesDatabase.parse("""
            ftp             21/tcp
            ssh             22/tcp
            telnet          23/tcp
            smtp            25/tcp
            domain          53/tcp
            gopher          70/tcp
            finger          79/tcp
            http            80/tcp   www
            kerberos        88/tcp
            pop3            110/tcp
            sunrpc          111/tcp
            nntp            119/tcp
            imap            143/tcp
            bgp             179/tcp
            irc             194/tcp
            ldap            389/tcp
            https           443/tcp
            microsoft-ds    445/tcp
            kpasswd         464/tcp
            submissions     465/tcp
            printer         515/tcp
            ibm-db2         523/tcp
            rtsp            554/tcp
            nntps           563/tcp
            submission      587/tcp
            ipp             631/tcp
            ldaps           636/tcp
            domain-s        853/tcp
            rsync           873/tcp
            ftps            990/tcp
            telnets         992/tcp
            imaps           993/tcp
            pop3s           995/tcp
            socks           1080/tcp
            rmiregistry     1099/tcp
            openvpn         1194/tcp
            ms-sql-s        1433/tcp
            radius          1812/tcp
            mqtt            1883/tcp
            nfs             2049/tcp
            radsec          2083/tcp
            docker          2375/tcp
            docker-s        2376/tcp
            etcd-client     2379/tcp
            etcd-server     2380/tcp
            gds-db          3050/tcp
            iscsi-target    3260/tcp
            msft-gc         3268/tcp
            msft-gc-ssl     3269/tcp
            mysql           3306/tcp
            ms-wbt-server   3389/tcp
            stun            3478/tcp
            turn            3478/tcp
            svn             3690/tcp
            diameter        3868/tcp
            sieve           4190/tcp
            epmd            4369/tcp
            ntske           4460/tcp
            opcua-tcp       4840/tcp
            sip             5060/tcp
            sips            5061/tcp
            xmpp-client     5222/tcp
            xmpp-server     5269/tcp
            stuns           5349/tcp
            turns           5349/tcp
            postgresql      5432/tcp
            nrpe            5666/tcp
            amqps           5671/tcp
            amqp            5672/tcp
            coap            5683/tcp
            coaps           5684/tcp
            rfb             5900/tcp
            couchdb         5984/tcp
            wsman           5985/tcp
            wsmans          5986/tcp
            redis           6379/tcp
            pgbouncer       6432/tcp
            syslog-tls      6514/tcp
            ircs-u          6697/tcp
            neo4j           7474/tcp
            http-alt        8080/tcp
            puppet          8140/tcp
            pcsync-https    8443/tcp
            secure-mqtt     8883/tcp
            pdl-datastream  9100/tcp
            git             9418/tcp
            zabbix-agent    10050/tcp
            zabbix-trapper  10051/tcp
            memcache        11211/tcp
            cockroach       26257/tcp
            mongodb         27017/tcp
            mysqlx          33060/tcp
            """);

    private BuiltInServices() {}
}
