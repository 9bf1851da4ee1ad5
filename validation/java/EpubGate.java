import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import com.adobe.epubcheck.util.ReportingLevel;
import java.io.File;
import java.util.Locale;

/**
 * FILE ... → for each, what EPUBCheck finds: errors, warnings and usage notes; one machine for all.
 *
 * Lines are tab-separated: "problem", file, "EPUBCheck", words; and when a file is through,
 * "checked", file, "EPUBCheck", version. A file without a last line was not checked.
 */
final class EpubGate extends MasterReport {
    /** A usage note that tells of a font in a style sheet, which is no fault. */
    private static final String ALLOWED = "CSS-028";

    private final String file;

    private EpubGate(String file) {
        this.file = file;
        setEpubFileName(file);
        setReportingLevel(ReportingLevel.Usage);
    }

    public static void main(String[] files) {
        Locale.setDefault(Locale.ENGLISH);
        for (String file : files) {
            EpubGate report = new EpubGate(file);
            try {
                new EpubCheck(new File(file), report).doValidate();
                say("checked", file, EpubCheck.version());
            } catch (RuntimeException | StackOverflowError error) {
                say("problem", file, "it cannot be read: " + error);
            }
        }
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... arguments) {
        Severity severity = message.getSeverity();
        boolean isTold = severity != Severity.INFO && severity != Severity.SUPPRESSED;
        if (isTold && !message.getID().toString().equals(ALLOWED)) {
            String words = message.getID() + " " + message.getMessage(arguments);
            say("problem", file, severity + " " + words + " @ " + place);
        }
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
        return 0;
    }

    @Override
    public void initialize() {}

    private static void say(String kind, String file, String words) {
        String clean = words.replaceAll("[\\t\\r\\n]+", " ");
        System.out.println(String.join("\t", kind, file, "EPUBCheck", clean));
        System.out.flush();
    }
}
