import pino from "pino";

/** A service's log: an event's name and counts, one JSON object a line. The services have no place for anything else. */
export function serviceLog(
  service: string,
  level: string,
): (event: string, counts: Readonly<Record<string, number>>) => void {
  const logger = pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime });
  const grave = new Set(["fault", "live-fault"]);
  return (event, counts) => (grave.has(event) ? logger.error(counts, event) : logger.debug(counts, event));
}
