package dev.keizoku.launcher.postgres;

/** The server's settings: never less durable than PostgreSQL's own defaults, and small enough for a laptop. */
final class Settings {
    private Settings() {}

    static String server(int port) {
        return """
                # Written by ./keizoku at every start; put your own settings into local.conf beside this file.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 200
                password_encryption = 'scram-sha-256'

                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_wal_size = '1GB'
                checkpoint_timeout = '10min'

                shared_buffers = '128MB'
                effective_cache_size = '512MB'
                work_mem = '8MB'
                maintenance_work_mem = '64MB'
                max_parallel_workers_per_gather = 1
                jit = off

                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                log_line_prefix = '%%m [%%p] %%q%%u@%%d '

                include_if_exists = 'local.conf'
                """.formatted(port);
    }

    static String access() {
        return """
                # Written by ./keizoku at every start: passwords always, and over loopback only.
                host all all 127.0.0.1/32 scram-sha-256
                """;
    }
}
