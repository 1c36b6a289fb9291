// The time zone of the reader's machine, by its IANA name.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
