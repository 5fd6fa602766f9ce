package io.happyconnect.boot;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The fields of a JSON text, whatever their values and however many elements an array has. */
public final class JsonPaths {

    private JsonPaths() {}

    public static Set<String> of(String json) {
        Set<String> paths = new TreeSet<>();
        collect("", new ObjectMapper().readTree(json), paths);
        return paths;
    }

    private static void collect(String path, JsonNode node, Set<String> paths) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            paths.add(path + "." + field.getKey());
            collect(path + "." + field.getKey(), field.getValue(), paths);
        }
        if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, paths));
        }
    }
}
