/** HTTP requests of Spring over OkHttp, on connections that a Happy Connect connector opens. */
@NullMarked
package io.happyconnect.boot.http;

import org.jspecify.annotations.NullMarked;
