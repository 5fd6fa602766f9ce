package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.happyconnect.boot.Documentation;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The table of properties in docs/configuration.md against the metadata that IDEs read and the checks that run. */
class ConfigurationPageTest {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    @Test
    void theTableIsWhatTheMetadataAndTheChecksSay() throws Exception {
        List<List<String>> documented = Documentation.table("configuration.md", "Property");

        assertThat(documented)
                .as("the table should be%n%s", Documentation.markdown(expected(documented)))
                .isEqualTo(expected(documented));
    }

    @Test
    void everyDescriptionIsASentence() throws Exception {
        assertThat(properties())
                .allSatisfy(property ->
                        assertThat((String) property.get("description")).matches("[A-Z][^\\n]*\\."));
    }

    @Test
    void everyHintIsForAPropertyThatThereIs() throws Exception {
        List<String> hints = metadata("$.hints[*].name");

        assertThat(hints.stream().map(name -> name.replaceAll("\\.(keys|values)$", "")))
                .contains("happy-connect.targets", "happy-connect.hosts", "happy-connect.connection-attempt-delay")
                .isSubsetOf(properties().stream()
                        .map(property -> (String) property.get("name"))
                        .toList());
    }

    @Test
    void theTableOfATargetsSettingsHasAllOfThem() throws Exception {
        assertThat(Documentation.table("configuration.md", "Setting of a target").stream()
                        .map(row -> row.get(0)))
                .containsExactlyElementsOf(Arrays.stream(TargetProperties.class.getRecordComponents())
                        .map(component -> "`" + DataObjectPropertyName.toDashedForm(component.getName()) + "`")
                        .sorted()
                        .toList())
                .allSatisfy(name ->
                        assertThat(TargetLimits.setting(name.replace("`", ""))).isPresent());
    }

    private static List<List<String>> expected(List<List<String>> documented) throws Exception {
        return properties().stream().map(property -> row(property, documented)).toList();
    }

    private static List<String> row(Map<String, Object> property, List<List<String>> documented) {
        String name = (String) property.get("name");
        Object defaultValue = property.get("defaultValue");
        String allowed = PropertyLimits.allowed(name)
                .orElseGet(() -> isSwitch(property) ? "true or false" : asDocumented(name, documented));
        return List.of("`" + name + "`", defaultValue == null ? "" : "`" + defaultValue + "`", allowed, (String)
                property.get("description"));
    }

    private static boolean isSwitch(Map<String, Object> property) {
        return property.get("type").equals("java.lang.Boolean");
    }

    // What is not a range or a choice is said in words.
    private static String asDocumented(String name, List<List<String>> documented) {
        return documented.stream()
                .filter(row -> row.get(0).equals("`" + name + "`"))
                .map(row -> row.get(2))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("(words)");
    }

    private static List<Map<String, Object>> properties() throws Exception {
        List<Map<String, Object>> properties = metadata("$.properties");
        return properties.stream()
                .sorted(Comparator.comparing(property -> (String) property.get("name")))
                .toList();
    }

    private static <T> T metadata(String path) throws Exception {
        try (InputStream metadata =
                Objects.requireNonNull(ConfigurationPageTest.class.getResourceAsStream(METADATA), METADATA)) {
            return JsonPath.parse(metadata).read(path);
        }
    }
}
