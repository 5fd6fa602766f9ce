/** Happy Connect as the name service and the socket factory of an OkHttp client. */
@NullMarked
package io.happyconnect.okhttp;

import org.jspecify.annotations.NullMarked;
