-- A further role: reads everything but what is personal.
alter table member drop constraint member_role_check;
alter table member add constraint member_role_check
    check (role in ('viewer', 'analyst', 'csm', 'csm_all', 'manager', 'admin'));
