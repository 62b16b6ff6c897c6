package dev.keizoku.bench.churn;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Input.Expected;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Students of the Open University on day 60 of a module: who unregisters later, from what they handed in so far.
 *
 * <p>Who has left by then is no longer at risk; who withdrew without a day may have, and is left out. Nothing of a
 * person is used (sex, age, region, disability): only what was done.
 */
public final class Oulad {

    private static final int DAY = 60;
    private static final List<String> MODULES = List.of("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG");
    static final Map<String, LocalDate> STARTS = Map.of(
            "2013B", LocalDate.of(2013, 2, 1),
            "2013J", LocalDate.of(2013, 10, 1),
            "2014B", LocalDate.of(2014, 2, 1),
            "2014J", LocalDate.of(2014, 10, 1));
    private static final List<Input> MEASURES = List.of(
            new Input("handed_in", Expected.LESS_CHURN),
            new Input("share_of_due", Expected.LESS_CHURN),
            new Input("missed", Expected.MORE_CHURN),
            new Input("days_since", Expected.MORE_CHURN),
            new Input("mean_mark", Expected.LESS_CHURN),
            new Input("days_late", Expected.MORE_CHURN),
            new Input("registered_ahead", Expected.ANYTHING),
            new Input("earlier_attempts", Expected.ANYTHING),
            new Input("credits", Expected.ANYTHING));
    private static final List<Input> STANDINGS = List.of(
            new Input("share_among_peers", Expected.LESS_CHURN),
            new Input("mark_among_peers", Expected.LESS_CHURN),
            new Input("days_since_among_peers", Expected.MORE_CHURN),
            new Input("ahead_among_peers", Expected.ANYTHING));
    private static final int SHARE = 1;
    private static final int DAYS_SINCE = 3;
    private static final int MARK = 4;
    private static final int AHEAD = 6;

    private Oulad() {}

    record Course(String module, String presentation) {}

    record Student(Course course, String id) {}

    private record Assessment(Course course, double due) {

        boolean dueBy(int day) {
            return due <= day;
        }
    }

    private record HandedIn(double on, double mark, Assessment assessment) {}

    private record Row(String student, double[] measures, boolean left) {}

    public static History read(Path data) throws IOException {
        Path folder = data.resolve("oulad");
        Map<String, Assessment> assessments = assessments(folder);
        Map<Student, List<HandedIn>> work = work(folder, assessments);
        Map<Student, NamedCsvRecord> students = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentInfo_dev.csv"))) {
            students.put(student(row), row);
        }
        Map<Course, Integer> lengths = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("courses.csv"))) {
            lengths.put(course(row), Integer.parseInt(row.getField("module_presentation_length")));
        }
        Map<Course, List<Row>> courses = new LinkedHashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentRegistration_dev.csv"))) {
            Student student = student(row);
            NamedCsvRecord info = students.get(student);
            if (info != null && atRisk(row, info)) {
                List<HandedIn> handedIn = work.getOrDefault(student, List.of());
                double[] measures = measures(row, info, handedIn, due(assessments.values(), student.course()));
                boolean left = !row.getField("date_unregistration").isEmpty();
                courses.computeIfAbsent(student.course(), course -> new ArrayList<>())
                        .add(new Row(student.id(), measures, left));
            }
        }
        List<Observation> observations = new ArrayList<>();
        courses.forEach((course, rows) -> observe(observations, course, rows, lengths.getOrDefault(course, 240)));
        return new History(
                "OULAD",
                "Kuzilek, Hlosta, Zdrahal: Open University Learning Analytics dataset, 2017, CC BY 4.0",
                inputs(),
                plain(),
                observations);
    }

    private static List<Input> inputs() {
        List<Input> inputs = new ArrayList<>(MEASURES);
        MODULES.forEach(module -> inputs.add(new Input("plan_" + module, Expected.ANYTHING)));
        inputs.addAll(STANDINGS);
        return inputs;
    }

    private static Set<String> plain() {
        List<String> keys = new ArrayList<>(inputs().stream().map(Input::key).toList());
        keys.removeAll(STANDINGS.stream().map(Input::key).toList());
        return Set.copyOf(keys);
    }

    private static boolean atRisk(NamedCsvRecord row, NamedCsvRecord info) {
        String registered = row.getField("date_registration");
        String unregistered = row.getField("date_unregistration");
        if (registered.isEmpty() || Double.parseDouble(registered) > DAY) {
            return false;
        }
        if (unregistered.isEmpty()) {
            return !info.getField("final_result").equals("Withdrawn");
        }
        return Double.parseDouble(unregistered) > DAY;
    }

    private static double[] measures(
            NamedCsvRecord row, NamedCsvRecord info, List<HandedIn> handedIn, Collection<Assessment> due) {
        long onDue =
                handedIn.stream().filter(one -> one.assessment().dueBy(DAY)).count();
        double last = handedIn.stream().mapToDouble(HandedIn::on).max().orElse(-1);
        double mark = handedIn.stream()
                .mapToDouble(HandedIn::mark)
                .filter(one -> !Double.isNaN(one))
                .average()
                .orElse(Values.UNKNOWN);
        double late = handedIn.stream()
                .mapToDouble(one -> one.on() - one.assessment().due())
                .filter(Double::isFinite)
                .average()
                .orElse(Values.UNKNOWN);
        return new double[] {
            handedIn.size(),
            due.isEmpty() ? Values.UNKNOWN : (double) onDue / due.size(),
            due.size() - onDue,
            DAY - last,
            mark,
            late,
            Math.log1p(Math.max(0, -Table.number(row, "date_registration"))),
            Table.number(info, "num_of_prev_attempts"),
            Math.log(Table.number(info, "studied_credits"))
        };
    }

    private static void observe(List<Observation> observations, Course course, List<Row> rows, int length) {
        LocalDate start = STARTS.get(course.presentation());
        if (start == null) {
            throw new IllegalArgumentException("Nobody knows when " + course.presentation() + " began.");
        }
        double[] share = Peers.standing(column(rows, SHARE, 1));
        double[] mark = Peers.standing(column(rows, MARK, -1));
        double[] since = Peers.standing(column(rows, DAYS_SINCE, DAY));
        double[] ahead = Peers.standing(column(rows, AHEAD, 0));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double[] values = new double[MEASURES.size() + MODULES.size() + STANDINGS.size()];
            System.arraycopy(row.measures(), 0, values, 0, MEASURES.size());
            values[MEASURES.size() + MODULES.indexOf(course.module())] = 1;
            int standings = MEASURES.size() + MODULES.size();
            values[standings] = share[i];
            values[standings + 1] = mark[i];
            values[standings + 2] = since[i];
            values[standings + 3] = ahead[i];
            observations.add(new Observation(
                    row.student(), start.plusDays(DAY), start.plusDays(length), Values.of(values), row.left(), false));
        }
    }

    private static double[] column(List<Row> rows, int index, double unknown) {
        return rows.stream()
                .mapToDouble(row -> row.measures()[index])
                .map(value -> Double.isNaN(value) ? unknown : value)
                .toArray();
    }

    private static List<Assessment> due(Collection<Assessment> assessments, Course course) {
        return assessments.stream()
                .filter(one -> one.course().equals(course) && one.dueBy(DAY))
                .toList();
    }

    private static Map<String, Assessment> assessments(Path folder) throws IOException {
        Map<String, Assessment> assessments = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("assessments.csv"))) {
            String due = row.getField("date");
            assessments.put(
                    row.getField("id_assessment"),
                    new Assessment(course(row), due.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(due)));
        }
        return assessments;
    }

    /** What was handed in by day 60; what was carried over from an earlier attempt is no work of this one. */
    private static Map<Student, List<HandedIn>> work(Path folder, Map<String, Assessment> assessments)
            throws IOException {
        Map<Student, List<HandedIn>> work = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("studentAssessment_dev.csv.gz"))) {
            Assessment assessment = assessments.get(row.getField("id_assessment"));
            double on = Table.number(row, "date_submitted");
            if (assessment != null && on <= DAY && row.getField("is_banked").equals("0")) {
                String mark = row.getField("score");
                work.computeIfAbsent(
                                new Student(assessment.course(), row.getField("id_student")),
                                student -> new ArrayList<>())
                        .add(new HandedIn(on, mark.isEmpty() ? Values.UNKNOWN : Double.parseDouble(mark), assessment));
            }
        }
        return work;
    }

    static Student student(NamedCsvRecord row) {
        return new Student(course(row), row.getField("id_student"));
    }

    static Course course(NamedCsvRecord row) {
        return new Course(row.getField("code_module"), row.getField("code_presentation"));
    }
}
