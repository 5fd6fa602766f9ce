package io.happyconnect.boot.dashboard;

/** A table with a caption and named columns, in a box that scrolls by itself where it is too wide. */
final class Table {

    private Table() {}

    /** Begins it; ends with {@link #close}. Columns whose names begin with a hash have numbers in them. */
    static Html open(Html html, String caption, String... columns) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        return columns(html, caption, columns);
    }

    /** The same for one among many that fits everywhere: no stop on the way of a keyboard. */
    static Html openNarrow(Html html, String caption, String... columns) {
        html.open("div", "class", "narrow");
        return columns(html, caption, columns);
    }

    private static Html columns(Html html, String caption, String... columns) {
        html.open("table").element("caption", caption);
        html.open("thead").open("tr");
        for (String column : columns) {
            boolean numbers = column.startsWith("#");
            String name = numbers ? column.substring(1) : column;
            html.element("th", name, "scope", "col", "class", numbers ? "number" : "word");
        }
        return html.close().close().open("tbody");
    }

    static void close(Html html) {
        html.close().close().close();
    }

    static Html number(Html html, String text) {
        return html.element("td", text, "class", "number");
    }
}
