package io.happyconnect.name;

/** What an argument should have been, for the words of its refusal. */
enum Wanted {
    HOST("host", "a name like example.com or an address like 192.0.2.1 or 2001:db8::1"),
    TARGET("target", "host:port, like example.com:443, example.com:https or [2001:db8::1]:443");

    private final String argument;
    private final String allowed;

    Wanted(String argument, String allowed) {
        this.argument = argument;
        this.allowed = allowed;
    }

    /** The name of the parameter. */
    String argument() {
        return argument;
    }

    /** Examples of what is taken. */
    String allowed() {
        return allowed;
    }
}
