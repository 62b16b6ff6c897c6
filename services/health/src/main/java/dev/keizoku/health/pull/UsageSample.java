package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What usage measured of the first accounts of a slice: enough to see what all of them do. */
@ApplicationScoped
public class UsageSample {

    private final Upstream upstream;
    private final ObjectMapper mapper;
    private final String usageUrl;

    UsageSample(
            Upstream upstream,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.usage.url", defaultValue = "http://127.0.0.1:8082") String usageUrl) {
        this.upstream = upstream;
        this.mapper = mapper;
        this.usageUrl = usageUrl;
    }

    /** So many accounts at most; those that came when the stream breaks off. */
    public List<UsageMeasure> first(TenantId tenant, StreamSlice slice, int most) {
        List<UsageMeasure> first = new ArrayList<>();
        try (NdjsonReader<UsageMeasure> rows = new NdjsonReader<>(
                upstream.open("usage", usageUrl, "/v1/measures", tenant, "internal", slice.query()),
                mapper,
                UsageMeasure.class)) {
            while (first.size() < most && rows.hasNext()) {
                first.add(rows.next());
            }
        } catch (IOException | NdjsonReader.TruncatedStream broken) {
            // A sample is as good with fewer; the run itself will not go on without the stream.
            return first;
        }
        return first;
    }
}
