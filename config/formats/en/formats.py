"""How days and times are written in English: "22 November 2026", "14:05". Every other language has Django's own way."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "H:i"
