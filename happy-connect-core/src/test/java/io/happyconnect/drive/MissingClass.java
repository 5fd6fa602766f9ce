package io.happyconnect.drive;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;

/** The library and its tests loaded anew, but for one class: as where no descriptor is left to read it with. */
final class MissingClass extends ClassLoader {

    private static final String OURS = "io.happyconnect.";
    private static final String SHARED = "io.happyconnect.testsupport.";

    private final String missing;
    private boolean wasMissed;

    MissingClass(String missing) {
        super(MissingClass.class.getClassLoader());
        this.missing = missing;
    }

    /** Makes one of the tasks of the tests, which finds that class missing. */
    @SuppressWarnings("unchecked")
    <T> Callable<T> task(Class<? extends Callable<T>> type) throws ReflectiveOperationException {
        var constructor = loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Callable<T>) constructor.newInstance();
    }

    /** Whether somebody wanted it. */
    synchronized boolean wasMissed() {
        return wasMissed;
    }

    @Override
    protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        if (name.equals(missing)) {
            wasMissed = true;
            throw new ClassNotFoundException(name);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException failure) {
            throw new ClassNotFoundException(name, failure);
        }
    }
}
