-- What is to be done to all that waits in a line before the next message is sent: 'due', it is due at once; 'anew', the same
-- with the whole ladder before it. It is done by whoever works off the line, some thousands of messages at a time; so is what
-- becomes of the messages of an endpoint that is disabled, or 'removed'.
alter table webhook_endpoint add column line_release text;
