/** What the system's own files say about names: resolv.conf, hosts and nsswitch.conf. Parsing is pure. */
@NullMarked
package io.happyconnect.dns.files;

import org.jspecify.annotations.NullMarked;
