package dev.keizoku.gateway.crm.push.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How scores are pushed into CRMs. */
@ConfigMapping(prefix = "keizoku.crm-push")
public interface PushConfig {

    /** Connections a replica works for at a time. */
    @WithDefault("16")
    int atOnce();

    /** How long after one look for work comes the next, unless somebody asked here. */
    @WithDefault("1S")
    Duration every();

    /** How often each connection looks for scores that changed. */
    @WithDefault("60S")
    Duration followEvery();

    /** For the whole answer of a CRM. */
    @WithDefault("30S")
    Duration timeout();

    /** How long a connection is a replica's own between two batches; longer than four requests may take. */
    @WithDefault("150S")
    Duration lease();

    /** So many waiting records go to Salesforce by a job of its Bulk API 2.0, fewer by collections of 200. */
    @WithDefault("2000")
    int jobFrom();

    /** How long ended runs are kept. */
    @WithDefault("30D")
    Duration kept();

    /** Connections a tenant may have. */
    @WithDefault("10")
    int perTenant();
}
