/**
 * Questions and answers of DNS: which server is asked next, what a reply says, what is kept for later, and the one thread
 * that sends and receives. Only that thread's classes do I/O; everything else is told the time.
 */
@NullMarked
package io.happyconnect.dns.query;

import org.jspecify.annotations.NullMarked;
