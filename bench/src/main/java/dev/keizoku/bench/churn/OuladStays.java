package dev.keizoku.bench.churn;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.bench.signs.Portfolio;
import dev.keizoku.bench.signs.Stay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.usage.measure.MeasuresAtHand.Rollup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Students of the Open University as customers: a module is the plan, what is handed in is use, the kinds of assessments
 * of the module are its core features, and the first thing handed in is the first value. Unregistering is leaving; who is
 * there at the end of the module stayed. The data has no logins, so none are told.
 */
public final class OuladStays {

    private static final String EXAM = "Exam";

    private OuladStays() {}

    private record Assessment(Oulad.Course course, String kind) {}

    public static Portfolio read(Path data) throws IOException {
        Path folder = data.resolve("oulad");
        Map<String, Assessment> assessments = new HashMap<>();
        SortedMap<String, List<String>> kinds = new TreeMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("assessments.csv"))) {
            var assessment = new Assessment(Oulad.course(row), row.getField("assessment_type"));
            assessments.put(row.getField("id_assessment"), assessment);
            List<String> own = kinds.computeIfAbsent(assessment.course().module(), module -> new ArrayList<>());
            if (!assessment.kind().equals(EXAM) && !own.contains(assessment.kind())) {
                own.add(assessment.kind());
            }
        }
        Map<Oulad.Student, List<Rollup>> work = work(folder, assessments);
        Map<Oulad.Course, Integer> lengths = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("courses.csv"))) {
            lengths.put(Oulad.course(row), Integer.parseInt(row.getField("module_presentation_length")));
        }
        Map<Oulad.Student, String> results = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentInfo_dev.csv"))) {
            results.put(Oulad.student(row), row.getField("final_result"));
        }
        List<Stay> stays = new ArrayList<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentRegistration_dev.csv"))) {
            Oulad.Student student = Oulad.student(row);
            String registered = row.getField("date_registration");
            String unregistered = row.getField("date_unregistration");
            boolean leftSomeTime =
                    unregistered.isEmpty() && results.getOrDefault(student, "").equals("Withdrawn");
            if (!registered.isEmpty() && !leftSomeTime) {
                LocalDate start = start(student.course());
                int from = Math.max(0, Integer.parseInt(registered));
                int length = lengths.getOrDefault(student.course(), 240);
                boolean left = !unregistered.isEmpty();
                int to = left ? Integer.parseInt(unregistered) : length;
                if (to > from) {
                    List<String> core = kinds.getOrDefault(student.course().module(), List.of());
                    stays.add(stay(
                            student,
                            start.plusDays(from),
                            start.plusDays(to),
                            left,
                            work.getOrDefault(student, List.of()),
                            core));
                }
            }
        }
        return new Portfolio(
                "OULAD",
                "Kuzilek, Hlosta, Zdrahal: Open University Learning Analytics dataset, 2017, CC BY 4.0",
                stays,
                LocalDate.MAX);
    }

    private static Stay stay(
            Oulad.Student student, LocalDate from, LocalDate to, boolean left, List<Rollup> work, List<String> core) {
        Oulad.Course course = student.course();
        String group = course.module() + " " + course.presentation();
        String account = group + " " + student.id();
        AccountFact fact = Contracts.active(account, from, course.module(), core, BigDecimal.ONE);
        LocalDate first =
                work.stream().map(Rollup::day).min(LocalDate::compareTo).orElse(null);
        return new Stay(account, group, from, to, left, work, first, day -> fact);
    }

    private static LocalDate start(Oulad.Course course) {
        LocalDate start = Oulad.STARTS.get(course.presentation());
        if (start == null) {
            throw new IllegalArgumentException("Nobody knows when " + course.presentation() + " began.");
        }
        return start;
    }

    /** What was handed in; what was carried over from an earlier attempt is no work of this one. */
    private static Map<Oulad.Student, List<Rollup>> work(Path folder, Map<String, Assessment> assessments)
            throws IOException {
        Map<Oulad.Student, List<Rollup>> work = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentAssessment_dev.csv.gz"))) {
            Assessment assessment = assessments.get(row.getField("id_assessment"));
            if (assessment != null && row.getField("is_banked").equals("0")) {
                LocalDate on = start(assessment.course()).plusDays((long) Table.number(row, "date_submitted"));
                String id = row.getField("id_student");
                work.computeIfAbsent(new Oulad.Student(assessment.course(), id), student -> new ArrayList<>())
                        .add(new Rollup(on, "feature.used", id, assessment.kind(), 1));
            }
        }
        return work;
    }
}
