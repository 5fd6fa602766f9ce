package io.happyconnect.ssh;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/** Asks one agent of this machine for keys, and forwards it to nobody. One that is not there has no keys. */
record AgentFactory(Path socket) implements SshAgentFactory {

    private static final System.Logger LOGGER = System.getLogger("io.happyconnect.ssh");

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
        try {
            return new Agent(socket);
        } catch (IOException notThere) {
            LOGGER.log(Level.WARNING, "the SSH agent at " + socket + " does not answer: " + notThere.getMessage());
            return new AgentImpl();
        }
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) throws IOException {
        throw new IOException("the agent is not forwarded");
    }
}
