/** Keeps every line that a service logs, to be searched. */
export function journal(
  service: string,
  lines: string[],
): (event: string, counts: Readonly<Record<string, number>>) => void {
  return (event, counts) => lines.push(JSON.stringify({ service, event, ...counts }));
}
