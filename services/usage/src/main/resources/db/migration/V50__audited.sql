-- What people and their systems change through the API, who and when.
call audit('meter', 'meter', 'meter_id');
