/** The zones in which servers are tried. */
export const SERVER_ZONES = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
