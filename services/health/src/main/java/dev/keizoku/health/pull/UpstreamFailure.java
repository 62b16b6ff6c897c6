package dev.keizoku.health.pull;

/** Another service cannot be read from at the moment. The run that needs it waits. */
public final class UpstreamFailure extends RuntimeException {

    private final String service;

    UpstreamFailure(String service, String message, Throwable cause) {
        super(message, cause);
        this.service = service;
    }

    UpstreamFailure(String service, String message) {
        super(message);
        this.service = service;
    }

    /** The service that failed. */
    public String service() {
        return service;
    }
}
