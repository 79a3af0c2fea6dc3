package dev.crossweave.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the links of a site that lead nowhere: to a file or a place in one that isn't there. All pages are looked at, those of the
 * API included. Links to other sites are not followed.
 */
final class DeadLinks {

    private static final Pattern LINK = Pattern.compile("\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern PLACE = Pattern.compile("\\s(?:id|name)=\"([^\"]*)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("(?:[a-z]+:|//).*|");
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>.*?</script>|<!--.*?-->", Pattern.DOTALL);

    private final Path site;
    private final Map<Path, Set<String>> places = new HashMap<>();
    private final List<String> dead = new ArrayList<>();

    private DeadLinks(Path site) {
        this.site = site;
    }

    /** The dead links below a directory, each with the page that it is on. */
    static List<String> in(Path site) throws IOException {
        DeadLinks links = new DeadLinks(site.toRealPath());
        try (Stream<Path> files = Files.walk(links.site)) {
            for (Path page : files.filter(file -> file.toString().endsWith(".html")).sorted().toList()) {
                links.check(page);
            }
        }
        return links.dead;
    }

    private void check(Path page) throws IOException {
        for (String link : found(LINK, page)) {
            if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link)) {
                dead.add(site.relativize(page) + ": " + link);
            }
        }
    }

    private boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = decoded(hash < 0 ? link : link.substring(0, hash)).replaceFirst("\\?.*", "");
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (Files.isDirectory(target)) {
            target = target.resolve("index.html");
        }
        if (!target.startsWith(site) || !Files.isRegularFile(target)) {
            return false;
        }
        if (hash < 0 || hash == link.length() - 1 || !target.toString().endsWith(".html")) {
            return true;
        }
        if (!places.containsKey(target)) {
            places.put(target, found(PLACE, target));
        }
        String place = link.substring(hash + 1);
        return places.get(target).contains(place) || places.get(target).contains(decoded(place)); // in a browser's order
    }

    private static Set<String> found(Pattern pattern, Path page) throws IOException {
        String html = SCRIPT.matcher(Files.readString(page)).replaceAll("");
        return pattern.matcher(html).results().map((MatchResult match) -> match.group(1).replace("&lt;", "<")
                .replace("&gt;", ">").replace("&amp;", "&")).collect(Collectors.toSet());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
