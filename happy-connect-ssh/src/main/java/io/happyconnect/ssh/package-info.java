/**
 * Names of an OpenSSH client configuration, and connections through its jump hosts, with the client of Apache MINA SSHD.
 *
 * <p>{@link io.happyconnect.ssh.SshTunnels} is the layer that brings them.
 */
@NullMarked
package io.happyconnect.ssh;

import org.jspecify.annotations.NullMarked;
