package io.happyconnect;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.util.concurrent.CompletableFuture;

/** A resolver that is told from outside what to answer. */
final class ToldResolver implements Resolver {

    final CompletableFuture<Answers> asked = new CompletableFuture<>();

    @Override
    public Lookup resolve(Target target, Answers answers) {
        asked.complete(answers);
        return Lookup.ended();
    }
}
