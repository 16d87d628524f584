/** Every time zone that Intl knows. Node 20 does not list UTC. */
export const timeZones: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
