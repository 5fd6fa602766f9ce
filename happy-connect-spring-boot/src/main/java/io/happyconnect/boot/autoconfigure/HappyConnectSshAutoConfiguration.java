package io.happyconnect.boot.autoconfigure;

import io.happyconnect.ssh.SshTunnels;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@link SshTunnels} from the {@code happy-connect.ssh.*} properties, a layer of the connector between aliases and proxies. */
@AutoConfiguration(before = HappyConnectAutoConfiguration.class)
@ConditionalOnClass(SshTunnels.class)
@ConditionalOnBooleanProperty(name = "happy-connect.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "happy-connect.ssh.enabled")
@EnableConfigurationProperties(HappyConnectProperties.class)
public final class HappyConnectSshAutoConfiguration {

    HappyConnectSshAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SshTunnels happyConnectSshTunnels(HappyConnectProperties properties) {
        SshProperties ssh = properties.ssh();
        SshTunnels.Builder builder = SshTunnels.builder()
                .configFile(SshProperties.path(ssh.configFile()))
                .knownHosts(SshProperties.path(ssh.knownHosts()))
                .identities(ssh.identities().stream().map(SshProperties::path).toList())
                .passphrases(file -> ssh.passphrase())
                .keepAlive(ssh.keepAlive());
        String agent = ssh.agent();
        if (agent != null && agent.isBlank()) {
            builder.withoutAgent();
        } else if (agent != null) {
            builder.agent(SshProperties.path(agent));
        }
        return builder.build();
    }
}
