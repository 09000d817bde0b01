CREATE TABLE IF NOT EXISTS `analytics_sh`.`person`
(
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person: joins person_id of every other table.',
    `patients` UInt64 COMMENT 'Patients linked as this person.',
    `sources` UInt64 COMMENT 'Sources that know them.',
    `vendors` Array(LowCardinality(String)) COMMENT 'Vendors that know them, in order of the alphabet.',
    `birth_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Date of birth. NULL when it is not known to the day.',
    `is_90_or_older` Nullable(Bool) COMMENT 'Is 90 years old or will be before the year of the publish is over. NULL when the date of birth is not known.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when no vendor says.',
    `is_deceased` Nullable(Bool) COMMENT 'A vendor says that they have died. NULL when none says anything.',
    `state` LowCardinality(String) COMMENT 'Two letters of a state or territory of the United States; empty for anything else.',
    `zip3` LowCardinality(String) COMMENT 'First three digits of the ZIP code; 000 where 20,000 people or fewer live there; empty when it is none of the United States.',
    `is_test` Bool COMMENT 'One of the patients is marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile of one of the patients was read.'
)
ENGINE = MergeTree
ORDER BY (`person_id`)
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.'
;

-- what fills it at a publish
SELECT
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    a.`patients` AS `patients`,
    a.`sources` AS `sources`,
    a.`vendors` AS `vendors`,
    if(toYear(a.`birth_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`birth_date`)) AS `birth_year`,
    toYear(a.`birth_date`) + 90 <= toYear(now('UTC')) AS `is_90_or_older`,
    a.`gender` AS `gender`,
    a.`is_deceased` AS `is_deceased`,
    transform(upper(trimBoth(toString(a.`state`))), ['AK', 'ALASKA', 'AL', 'ALABAMA', 'AR', 'ARKANSAS', 'AS', 'AMERICAN SAMOA', 'AZ', 'ARIZONA', 'CA', 'CALIFORNIA', 'CO', 'COLORADO', 'CT', 'CONNECTICUT', 'DC', 'DISTRICT OF COLUMBIA', 'DE', 'DELAWARE', 'FL', 'FLORIDA', 'GA', 'GEORGIA', 'GU', 'GUAM', 'HI', 'HAWAII', 'IA', 'IOWA', 'ID', 'IDAHO', 'IL', 'ILLINOIS', 'IN', 'INDIANA', 'KS', 'KANSAS', 'KY', 'KENTUCKY', 'LA', 'LOUISIANA', 'MA', 'MASSACHUSETTS', 'MD', 'MARYLAND', 'ME', 'MAINE', 'MI', 'MICHIGAN', 'MN', 'MINNESOTA', 'MO', 'MISSOURI', 'MP', 'NORTHERN MARIANA ISLANDS', 'MS', 'MISSISSIPPI', 'MT', 'MONTANA', 'NC', 'NORTH CAROLINA', 'ND', 'NORTH DAKOTA', 'NE', 'NEBRASKA', 'NH', 'NEW HAMPSHIRE', 'NJ', 'NEW JERSEY', 'NM', 'NEW MEXICO', 'NV', 'NEVADA', 'NY', 'NEW YORK', 'OH', 'OHIO', 'OK', 'OKLAHOMA', 'OR', 'OREGON', 'PA', 'PENNSYLVANIA', 'PR', 'PUERTO RICO', 'RI', 'RHODE ISLAND', 'SC', 'SOUTH CAROLINA', 'SD', 'SOUTH DAKOTA', 'TN', 'TENNESSEE', 'TX', 'TEXAS', 'UT', 'UTAH', 'VA', 'VIRGINIA', 'VI', 'VIRGIN ISLANDS', 'VT', 'VERMONT', 'WA', 'WASHINGTON', 'WI', 'WISCONSIN', 'WV', 'WEST VIRGINIA', 'WY', 'WYOMING'], ['AK', 'AK', 'AL', 'AL', 'AR', 'AR', 'AS', 'AS', 'AZ', 'AZ', 'CA', 'CA', 'CO', 'CO', 'CT', 'CT', 'DC', 'DC', 'DE', 'DE', 'FL', 'FL', 'GA', 'GA', 'GU', 'GU', 'HI', 'HI', 'IA', 'IA', 'ID', 'ID', 'IL', 'IL', 'IN', 'IN', 'KS', 'KS', 'KY', 'KY', 'LA', 'LA', 'MA', 'MA', 'MD', 'MD', 'ME', 'ME', 'MI', 'MI', 'MN', 'MN', 'MO', 'MO', 'MP', 'MP', 'MS', 'MS', 'MT', 'MT', 'NC', 'NC', 'ND', 'ND', 'NE', 'NE', 'NH', 'NH', 'NJ', 'NJ', 'NM', 'NM', 'NV', 'NV', 'NY', 'NY', 'OH', 'OH', 'OK', 'OK', 'OR', 'OR', 'PA', 'PA', 'PR', 'PR', 'RI', 'RI', 'SC', 'SC', 'SD', 'SD', 'TN', 'TN', 'TX', 'TX', 'UT', 'UT', 'VA', 'VA', 'VI', 'VI', 'VT', 'VT', 'WA', 'WA', 'WI', 'WI', 'WV', 'WV', 'WY', 'WY'], '') AS `state`,
    multiIf(NOT match(a.`postal_code`, '^[0-9]{5}(-?[0-9]{4})?$') OR a.`state` != '' AND transform(upper(trimBoth(toString(a.`state`))), ['AK', 'ALASKA', 'AL', 'ALABAMA', 'AR', 'ARKANSAS', 'AS', 'AMERICAN SAMOA', 'AZ', 'ARIZONA', 'CA', 'CALIFORNIA', 'CO', 'COLORADO', 'CT', 'CONNECTICUT', 'DC', 'DISTRICT OF COLUMBIA', 'DE', 'DELAWARE', 'FL', 'FLORIDA', 'GA', 'GEORGIA', 'GU', 'GUAM', 'HI', 'HAWAII', 'IA', 'IOWA', 'ID', 'IDAHO', 'IL', 'ILLINOIS', 'IN', 'INDIANA', 'KS', 'KANSAS', 'KY', 'KENTUCKY', 'LA', 'LOUISIANA', 'MA', 'MASSACHUSETTS', 'MD', 'MARYLAND', 'ME', 'MAINE', 'MI', 'MICHIGAN', 'MN', 'MINNESOTA', 'MO', 'MISSOURI', 'MP', 'NORTHERN MARIANA ISLANDS', 'MS', 'MISSISSIPPI', 'MT', 'MONTANA', 'NC', 'NORTH CAROLINA', 'ND', 'NORTH DAKOTA', 'NE', 'NEBRASKA', 'NH', 'NEW HAMPSHIRE', 'NJ', 'NEW JERSEY', 'NM', 'NEW MEXICO', 'NV', 'NEVADA', 'NY', 'NEW YORK', 'OH', 'OHIO', 'OK', 'OKLAHOMA', 'OR', 'OREGON', 'PA', 'PENNSYLVANIA', 'PR', 'PUERTO RICO', 'RI', 'RHODE ISLAND', 'SC', 'SOUTH CAROLINA', 'SD', 'SOUTH DAKOTA', 'TN', 'TENNESSEE', 'TX', 'TEXAS', 'UT', 'UTAH', 'VA', 'VIRGINIA', 'VI', 'VIRGIN ISLANDS', 'VT', 'VERMONT', 'WA', 'WASHINGTON', 'WI', 'WISCONSIN', 'WV', 'WEST VIRGINIA', 'WY', 'WYOMING'], ['AK', 'AK', 'AL', 'AL', 'AR', 'AR', 'AS', 'AS', 'AZ', 'AZ', 'CA', 'CA', 'CO', 'CO', 'CT', 'CT', 'DC', 'DC', 'DE', 'DE', 'FL', 'FL', 'GA', 'GA', 'GU', 'GU', 'HI', 'HI', 'IA', 'IA', 'ID', 'ID', 'IL', 'IL', 'IN', 'IN', 'KS', 'KS', 'KY', 'KY', 'LA', 'LA', 'MA', 'MA', 'MD', 'MD', 'ME', 'ME', 'MI', 'MI', 'MN', 'MN', 'MO', 'MO', 'MP', 'MP', 'MS', 'MS', 'MT', 'MT', 'NC', 'NC', 'ND', 'ND', 'NE', 'NE', 'NH', 'NH', 'NJ', 'NJ', 'NM', 'NM', 'NV', 'NV', 'NY', 'NY', 'OH', 'OH', 'OK', 'OK', 'OR', 'OR', 'PA', 'PA', 'PR', 'PR', 'RI', 'RI', 'SC', 'SC', 'SD', 'SD', 'TN', 'TN', 'TX', 'TX', 'UT', 'UT', 'VA', 'VA', 'VI', 'VI', 'VT', 'VT', 'WA', 'WA', 'WI', 'WI', 'WV', 'WV', 'WY', 'WY'], '') = '', '', left(a.`postal_code`, 3) IN ('000', '001', '002', '003', '004', '036', '059', '063', '090', '091', '092', '093', '094', '095', '096', '097', '098', '099', '102', '192', '202', '203', '204', '205', '213', '269', '340', '343', '345', '348', '353', '369', '375', '399', '419', '428', '429', '459', '517', '518', '519', '529', '533', '536', '552', '556', '568', '569', '578', '579', '589', '621', '632', '642', '643', '649', '659', '663', '682', '692', '694', '695', '696', '697', '698', '699', '702', '709', '715', '732', '733', '742', '753', '771', '772', '790', '817', '818', '819', '821', '823', '830', '831', '839', '842', '848', '849', '854', '858', '861', '862', '866', '867', '868', '869', '876', '878', '879', '884', '885', '886', '887', '888', '889', '890', '892', '893', '896', '899', '909', '929', '938', '939', '942', '962', '963', '964', '965', '966', '987'), '000', left(a.`postal_code`, 3)) AS `zip3`,
    a.`is_test` AS `is_test`,
    a.`has_profile` AS `has_profile`
FROM `analytics`.`person` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`person`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
ORDER BY `person_id`
