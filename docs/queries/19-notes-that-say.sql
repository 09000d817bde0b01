-- In how many notes and transcripts is there a word, and of how many persons?
-- One row is one vendor and kind of text. Whole words, in any case; for those who may read notes (account analyst_notes).
-- Table: notes.note
SELECT
    vendor,
    note_kind,
    count() AS texts,
    uniqExactIf(person_id, person_id != '') AS persons
FROM notes.note
WHERE NOT is_test AND hasAllTokens(text, 'sleep')
GROUP BY vendor, note_kind
ORDER BY vendor, note_kind
