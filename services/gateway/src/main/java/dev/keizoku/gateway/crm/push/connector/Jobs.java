package dev.keizoku.gateway.crm.push.connector;

import java.util.List;

/**
 * How a CRM takes many records at once: handed over as a file, which it works through by itself. Nothing is asked for twice
 * here: whether what was not answered happened, the next step finds out.
 */
public interface Jobs {

    /** So many waiting records are worth a job. */
    int from();

    /** Records a job takes. */
    int most();

    /** Has a job made, without records. */
    JobStep open(Target target);

    /** Hands over its records. */
    JobStep upload(Target target, String job, List<Item> items);

    /** Has it begin with the records it has. */
    JobStep release(Target target, String job);

    /** Looks how far it is and, at its end, what became of each record. */
    JobStep look(Target target, String job);
}
