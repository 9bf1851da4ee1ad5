import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * PROFILE=FILE ... → for each, what veraPDF finds; one machine for all of them.
 *
 * Lines are tab-separated: "problem", file, profile, words; and when a file is through, "checked",
 * file, profile, number of rules. A file without a last line was not checked.
 */
final class PdfGate {
    private static final String PROFILES = "org/verapdf/pdfa/validation/";
    private static final Comparator<Rule> BY_CLAUSE =
            Comparator.<Rule, String>comparing(rule -> rule.getRuleId().getSpecification().name())
                    .thenComparing(rule -> rule.getRuleId().getClause())
                    .thenComparing(rule -> rule.getRuleId().getTestNumber())
                    .thenComparing(Rule::getObject);
    private static final Comparator<Variable> BY_NAME =
            Comparator.comparing(Variable::getName).thenComparing(Variable::getObject);

    public static void main(String[] orders) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> known = new LinkedHashMap<>();
        for (String order : orders) {
            int cut = order.indexOf('=');
            String name = order.substring(0, cut);
            if (!known.containsKey(name)) {
                known.put(name, profile(name));
            }
            check(order.substring(cut + 1), name, known.get(name));
        }
    }

    private static void check(String file, String name, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (InputStream bytes = new FileInputStream(new File(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    first.putIfAbsent(found.getRuleId(), found);
                }
            }
            first.forEach((rule, found) -> say("problem", file, name, words(rule, found)));
            if (!result.isCompliant() && first.isEmpty()) {
                say("problem", file, name, "it does not comply");
            }
            if (result.getTotalAssertions() == 0) {
                say("problem", file, name, "nothing was tested");
            }
            say("checked", file, name, profile.getRules().size() + " rules");
        } catch (Exception | StackOverflowError error) {
            say("problem", file, name, "it cannot be read: " + error);
        }
    }

    private static String words(RuleId rule, TestAssertion found) {
        String message = found.getErrorMessage();
        if (message == null || message.isEmpty()) {
            message = found.getMessage();
        }
        String place = found.getLocation().getContext();
        return rule.getClause() + "-" + rule.getTestNumber() + " " + message + " @ " + place;
    }

    private static void say(String... cells) {
        List<String> clean = new ArrayList<>();
        for (String cell : cells) {
            clean.add(cell.replaceAll("[\\t\\r\\n]+", " "));
        }
        System.out.println(String.join("\t", clean));
        System.out.flush();
    }

    /** veraPDF's own loader of profiles is not in every packing of it; the rules are. */
    private static ValidationProfile profile(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream xml =
                PdfGate.class.getClassLoader().getResourceAsStream(PROFILES + name + ".xml")) {
            root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
        }
        SortedSet<Rule> rules = new TreeSet<>(BY_CLAUSE);
        for (Element rule : children(child(root, "rules"))) {
            rules.add(rule(rule));
        }
        SortedSet<Variable> variables = new TreeSet<>(BY_NAME);
        for (Element each : children(child(root, "variables"))) {
            variables.add(
                    Profiles.variableFromValues(
                            each.getAttribute("name"),
                            each.getAttribute("object"),
                            text(each, "defaultValue"),
                            text(each, "value")));
        }
        return Profiles.profileFromSortedValues(
                PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, "", "", new Date(0)),
                "",
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element each : children(child(error, "arguments"))) {
            String name = each.hasAttribute("name") ? each.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(each.getTextContent(), name, null));
        }
        RuleId number =
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber")));
        return Profiles.ruleFromValues(
                number,
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                new ArrayList<>());
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        Node node = parent == null ? null : parent.getFirstChild();
        for (; node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static Element child(Element parent, String name) {
        for (Element each : children(parent)) {
            if (each.getLocalName().equals(name)) {
                return each;
            }
        }
        return null;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent();
    }
}
