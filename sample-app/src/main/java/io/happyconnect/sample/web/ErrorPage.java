package io.happyconnect.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** What a browser gets when something went wrong: by its name, the view that Spring Boot shows errors with. */
@Component("error")
final class ErrorPage implements View {

    @Override
    public String getContentType() {
        return Page.TYPE.toString();
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String what = response.getStatus() == HttpServletResponse.SC_NOT_FOUND
                ? "There is nothing at this address."
                : "Something went wrong here; the log says what.";
        response.setContentType(getContentType());
        response.setHeader("Content-Security-Policy", Page.CONTENT_SECURITY_POLICY);
        response.getWriter()
                .write(Page.html(response.getStatus() + " - Happy Connect", """
                <h1>%d</h1>
                <p>%s <a href="/">Back to the start</a></p>
                """.formatted(response.getStatus(), what)));
    }
}
