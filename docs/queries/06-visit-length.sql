-- How long are visits?
-- One row is one vendor and one class of visit (VR virtual, AMB in the office): held visits whose start and end are known.
-- Table: analytics.visit
SELECT
    vendor,
    class,
    count() AS visits,
    quantileExact(0.5)(duration_seconds) AS median_seconds,
    quantileExact(0.9)(duration_seconds) AS nine_of_ten_within_seconds
FROM analytics.visit
WHERE NOT is_test AND status = 'finished' AND duration_seconds IS NOT NULL
GROUP BY vendor, class
ORDER BY vendor, class
