-- What share of the appointments was kept, cancelled, or missed?
-- One row is one vendor and one month of the day that was agreed. Appointments that are still open, or of which nobody knows how
-- they ended, are left out. VSee does not tell a no-show from a cancellation: its cancelled holds both.
-- Table: analytics.appointment
SELECT
    vendor,
    toStartOfMonth(scheduled_date) AS month,
    countIf(status = 'fulfilled') AS kept,
    countIf(status = 'cancelled') AS cancelled,
    countIf(status = 'noshow') AS missed,
    round(100 * (cancelled + missed) / count(), 1) AS percent_lost
FROM analytics.appointment
WHERE NOT is_test AND date_basis = 'scheduled' AND status IN ('fulfilled', 'cancelled', 'noshow')
GROUP BY vendor, month
ORDER BY vendor, month
