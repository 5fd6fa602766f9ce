package io.happyconnect.okhttp;

import java.net.ConnectException;

/** The address of a route may be well, but another one connected first. */
final class OvertakenException extends ConnectException {

    private static final long serialVersionUID = 1L;

    OvertakenException(String message) {
        super(message);
    }
}
