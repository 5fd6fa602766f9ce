package io.happyconnect.drive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When to visit whom: a heap that knows where everyone is, so that moving and removing are as cheap as adding. One thread. */
final class Timers {

    private static final int INITIAL_CAPACITY = 16;

    private @Nullable Visited[] heap = new Visited[INITIAL_CAPACITY];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** {@return who is due first} */
    @Nullable
    Visited first() {
        return heap[0];
    }

    /** Adds one, or moves it to another time. */
    void put(Visited visited, long dueAt) {
        visited.dueAt = dueAt;
        if (visited.place >= 0) {
            int place = visited.place;
            siftUp(visited, place);
            if (visited.place == place) {
                siftDown(visited, place);
            }
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(visited, size++);
    }

    /** Removes one, if it is there. */
    void remove(Visited visited) {
        int place = visited.place;
        if (place < 0) {
            return;
        }
        visited.place = -1;
        Visited last = heap[--size];
        heap[size] = null;
        if (last != null && place < size) {
            siftUp(last, place);
            if (last.place == place) {
                siftDown(last, place);
            }
        }
    }

    private void siftUp(Visited visited, int from) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) >>> 1;
            Visited parent = heap[above];
            if (parent == null || visited.dueAt - parent.dueAt >= 0) {
                break;
            }
            set(parent, place);
            place = above;
        }
        set(visited, place);
    }

    private void siftDown(Visited visited, int from) {
        int place = from;
        for (int below = 2 * place + 1; below < size; below = 2 * place + 1) {
            Visited child = heap[below];
            Visited other = below + 1 < size ? heap[below + 1] : null;
            if (child == null) {
                break;
            }
            if (other != null && other.dueAt - child.dueAt < 0) {
                below++;
                child = other;
            }
            if (child.dueAt - visited.dueAt >= 0) {
                break;
            }
            set(child, place);
            place = below;
        }
        set(visited, place);
    }

    private void set(Visited visited, int place) {
        heap[place] = visited;
        visited.place = place;
    }
}
