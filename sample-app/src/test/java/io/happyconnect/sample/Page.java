package io.happyconnect.sample;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What a browser got. A page of the sample is well-formed XML too, which nothing unescaped leaves it. */
record Page(int status, String contentSecurityPolicy, String body) {

    Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e.getMessage() + " in\n" + body, e);
        }
    }

    List<Element> all(String tag) {
        NodeList found = document().getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    List<String> texts(String tag) {
        return all(tag).stream().map(Element::getTextContent).toList();
    }

    /** What a reader sees. */
    String text() {
        return document().getElementsByTagName("body").item(0).getTextContent();
    }

    Element form(String button) {
        return all("form").stream()
                .filter(form -> form.getElementsByTagName("button")
                        .item(0)
                        .getTextContent()
                        .equals(button))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button \"" + button + "\" in\n" + body));
    }
}
