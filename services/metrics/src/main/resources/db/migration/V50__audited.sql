-- What people and their systems change through the API, who and when.
call audit('cost_month', 'cost', 'month');
call audit('target_plan', 'target', 'metric');
call audit('target_stage', 'target_stage', 'metric');
call audit('guide_catalogue', 'guide_values', 'tenant');
