-- The movements of whole customers are read by period: who moved in March, and why.
create index mrr_movement_by_day on mrr_movement (tenant, day) where plan_id = '';
