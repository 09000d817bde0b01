-- Which practitioners lose most appointments to cancellation? (ten appointments or more)
SELECT
    if(practitioner_id = '', '(nobody assigned)', practitioner_name) AS practitioner,
    count() AS appointments,
    countIf(status = 'cancelled') AS cancelled,
    round(100 * cancelled / appointments) AS percent
FROM {prefix}analytics.appointment
WHERE is_test = 0
GROUP BY practitioner_id, practitioner
HAVING appointments >= 10
ORDER BY percent DESC, practitioner
LIMIT 6
