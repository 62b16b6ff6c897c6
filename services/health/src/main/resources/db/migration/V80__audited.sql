-- What people and their systems change through the API, who and when.
-- The body of a document stays where it is: no version of it is ever overwritten.
call audit('document_version', 'document', 'kind,version', 'body');
call audit('health_override', 'health_override', 'override_id');
call audit('offer', 'offer', 'offer_id');
call audit('product_trial', 'trial', 'trial_id');
call audit('success_case', 'success_case', 'case_id');
call audit('play', 'play', 'play_id');
call audit('play_step', 'play_step', 'play_id,step');
call audit('risk_signal', 'risk_signal', 'signal_id');
