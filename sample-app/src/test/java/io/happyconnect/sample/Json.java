package io.happyconnect.sample;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A part of a JSON document, found by JSON pointers. */
record Json(JsonNode node) {

    static Json of(String text) {
        return new Json(JsonMapper.shared().readTree(text));
    }

    Json at(String pointer) {
        JsonNode found = node.at(pointer);
        if (found.isMissingNode()) {
            throw new AssertionError("no " + pointer + " in " + node.toPrettyString());
        }
        return new Json(found);
    }

    String text(String pointer) {
        return at(pointer).node.asString();
    }

    Json elementWith(String field, String value) {
        for (JsonNode element : node) {
            if (element.path(field).asString().equals(value)) {
                return new Json(element);
            }
        }
        throw new AssertionError("no element with " + field + " " + value + " in " + node.toPrettyString());
    }
}
