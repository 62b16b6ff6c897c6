-- The gateway's own entries so far are the beginning of its trail.
insert into audit_trail (at, tenant, actor, action, detail)
select at, tenant, actor, action, detail from audit_entry order by id;
drop table audit_entry;
drop function refuse_change();
