package dev.keizoku.health.pull;

/** Another service cannot be read from at the moment. The run that needs it waits. */
public final class UpstreamFailure extends RuntimeException {

    private static final int CANNOT_BE_WORKED_OUT = 422;

    private final String service;
    private final int status;

    UpstreamFailure(String service, String message, Throwable cause) {
        super(message, cause);
        this.service = service;
        this.status = 0;
    }

    UpstreamFailure(String service, String message) {
        super(message);
        this.service = service;
        this.status = 0;
    }

    UpstreamFailure(String service, String path, int status) {
        super(service + " answered " + status + " on " + path);
        this.service = service;
        this.status = status;
    }

    /** The service that failed. */
    public String service() {
        return service;
    }

    /** Whether the service is well and has no answer to this, whenever it is asked again. */
    boolean cannotBeWorkedOut() {
        return status == CANNOT_BE_WORKED_OUT;
    }
}
